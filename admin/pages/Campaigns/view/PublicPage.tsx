import { useState } from 'react';
import { Button, Flex, Link, Typography } from '@strapi/design-system';

import type { Campaign } from '../../../../contracts';
import { ConfirmDialog } from '../../../components/ConfirmDialog';
import { CopyButton } from '../../../components/CopyButton';
import { StatusBadge } from '../../../components/StatusBadge';
import { useApiError, useToast } from '../../../hooks/useApiError';
import { useCan } from '../../../hooks/useCan';
import { useT } from '../../../hooks/useT';
import { usePublishCampaignMutation } from '../../../services/campaigns';
import { useSettingsQuery } from '../../../services/settings';
import { Section } from '../Section';

/** These are never shown to strangers. */
const OVER: Campaign['status'][] = ['cancelled', 'failed'];

/** Whether everybody may read the campaign, where, and the button that changes it. */
export const PublicPage = ({ campaign }: { campaign: Campaign }) => {
  const t = useT();
  const can = useCan();
  const { data: settings } = useSettingsQuery();
  if (!settings?.archive || OVER.includes(campaign.status)) return null;
  return (
    <Section
      title={t('campaigns.public.title')}
      action={can('campaigns.send') && <PublishButton campaign={campaign} />}
    >
      <Standing campaign={campaign} />
    </Section>
  );
};

const Standing = ({ campaign: { public: isPublic, publicUrl } }: { campaign: Campaign }) => {
  const t = useT();
  if (!publicUrl) {
    return (
      <Typography textColor="neutral600">
        {t(isPublic ? 'campaigns.public.later' : 'campaigns.public.off')}
      </Typography>
    );
  }
  return (
    <Flex gap={3} wrap="wrap">
      <StatusBadge tone="success">{t('campaigns.public.on')}</StatusBadge>
      <Flex gap={1} minWidth={0}>
        <Link href={publicUrl} isExternal>
          {publicUrl}
        </Link>
        <CopyButton text={publicUrl} label={t('campaigns.public.copy')} />
      </Flex>
    </Flex>
  );
};

/** Showing it to everybody is asked about; hiding it is not. */
const PublishButton = ({ campaign }: { campaign: Campaign }) => {
  const t = useT();
  const toast = useToast();
  const { showError } = useApiError();
  const [publish, { isLoading }] = usePublishCampaignMutation();
  const [isAsking, setAsking] = useState(false);

  const change = async (isPublic: boolean) => {
    try {
      await publish({ id: campaign.id, public: isPublic }).unwrap();
      toast(isPublic ? 'campaigns.public.done.on' : 'campaigns.public.done.off');
    } catch (error) {
      showError(error);
      throw error;
    }
  };

  if (campaign.public) {
    return (
      <Button variant="tertiary" loading={isLoading} onClick={() => change(false).catch(() => undefined)}>
        {t('campaigns.public.turn-off')}
      </Button>
    );
  }
  return (
    <>
      <Button variant="secondary" onClick={() => setAsking(true)}>
        {t('campaigns.public.turn-on')}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => change(true)}
        title={t('campaigns.public.confirm.title')}
        confirmLabel={t('campaigns.public.turn-on')}
        variant="default"
      >
        {t('campaigns.public.confirm.body')}
      </ConfirmDialog>
    </>
  );
};
