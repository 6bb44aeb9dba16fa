import { Box, Button, Flex, Grid } from '@strapi/design-system';
import { Check } from '@strapi/icons';

import type { Campaign } from '../../../../contracts';
import { ErrorState } from '../../../components/ErrorState';
import { TitledNotice } from '../../../components/TitledNotice';
import { useCan } from '../../../hooks/useCan';
import { useT } from '../../../hooks/useT';
import { useCampaignCheckQuery } from '../../../services/campaigns';
import type { Step } from '../campaignForm';
import type { CampaignForm } from '../editor/useCampaignForm';
import { AudienceBox } from './AudienceBox';
import { Checklist } from './Checklist';
import { SendBox } from './SendBox';
import { TestBox } from './TestBox';

interface Props {
  campaign: Campaign;
  form: CampaignForm;
  goTo: (step: Step, fieldId?: string) => void;
}

/** What stands in the way, who will get it, a test, and the sending. Always about what is saved. */
export const ReviewStep = ({ campaign, form, goTo }: Props) => {
  const t = useT();
  const can = useCan();
  const { data, error, isFetching, refetch } = useCampaignCheckQuery(campaign.id, {
    refetchOnMountOrArgChange: true,
    skip: form.isDirty,
  });

  if (form.isDirty) {
    return (
      <TitledNotice
        tone="warning"
        title={t('campaigns.editor.unsaved')}
        action={
          <Button startIcon={<Check />} onClick={form.save} loading={form.isSaving}>
            {t('campaigns.editor.save')}
          </Button>
        }
      >
        {t('campaigns.review.save-first')}
      </TitledNotice>
    );
  }
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  return (
    <Grid.Root gap={6}>
      <Grid.Item col={8} s={12} xs={12} direction="column" alignItems="stretch">
        <Flex direction="column" alignItems="stretch" gap={6}>
          <Checklist check={data} isFetching={isFetching} onRetry={refetch} goTo={goTo} />
          {can('campaigns.test') && <TestBox campaignId={campaign.id} />}
        </Flex>
      </Grid.Item>
      <Grid.Item col={4} s={12} xs={12} direction="column" alignItems="stretch">
        <Box position="sticky" top="11rem">
          <Flex direction="column" alignItems="stretch" gap={6}>
            <AudienceBox audience={data?.audience} />
            <SendBox campaign={campaign} check={data} />
          </Flex>
        </Box>
      </Grid.Item>
    </Grid.Root>
  );
};
