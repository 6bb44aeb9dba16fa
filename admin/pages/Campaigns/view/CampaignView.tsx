import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { Box, Button, Flex, LinkButton, Tabs } from '@strapi/design-system';
import { ChartCircle, Duplicate } from '@strapi/icons';
import { NavLink } from 'react-router-dom';

import type { Campaign } from '../../../../contracts';
import { PreviewFrame } from '../../../components/PreviewFrame';
import { useCan } from '../../../hooks/useCan';
import { useT } from '../../../hooks/useT';
import { pathTo } from '../../../lib/paths';
import { LiveSection } from '../live/LiveSection';
import { useCampaignLive } from '../live/useCampaignLive';
import { useCampaignActions } from '../useCampaignActions';
import { CampaignBounces } from './CampaignBounces';
import { DetailsTab } from './DetailsTab';
import { LedgerSection } from './LedgerSection';
import { PublicPage } from './PublicPage';
import { Recipients } from './Recipients';
import { RuleWarnings } from './RuleWarnings';
import { StatusSection } from './StatusSection';
import { TransitionButtons } from './TransitionButtons';
import { UncertainBox } from './UncertainBox';

/** A campaign that is no draft any more: where it stands, what may be done, and its ledger. */
export const CampaignView = ({ campaign }: { campaign: Campaign }) => (
  <Page.Main>
    <Page.Title>{campaign.name}</Page.Title>
    <Layouts.Header
      title={campaign.name}
      subtitle={campaign.subject}
      navigationAction={<BackButton fallback={pathTo('campaigns')} />}
      primaryAction={
        <Flex gap={2} wrap="wrap" justifyContent="flex-end">
          <OtherActions campaign={campaign} />
          <TransitionButtons campaign={campaign} />
        </Flex>
      }
    />
    <Layouts.Content>
      <Box paddingBottom={10}>
        <Flex direction="column" alignItems="stretch" gap={6}>
          <Progress campaign={campaign} />
          <UncertainBox campaign={campaign} />
          <PublicPage campaign={campaign} />
          {campaign.ledger && <LedgerSection ledger={campaign.ledger} />}
          <Parts campaign={campaign} />
        </Flex>
      </Box>
    </Layouts.Content>
  </Page.Main>
);

const Progress = ({ campaign }: { campaign: Campaign }) => {
  const { live, error } = useCampaignLive(campaign);
  return (
    <>
      <StatusSection campaign={campaign} live={live} />
      <RuleWarnings campaign={campaign} />
      <LiveSection campaign={campaign} live={live} error={error} />
    </>
  );
};

const OtherActions = ({ campaign }: { campaign: Campaign }) => {
  const t = useT();
  const can = useCan();
  const { duplicate } = useCampaignActions();
  return (
    <>
      {campaign.startedAt && can('reports.read') && (
        <LinkButton
          tag={NavLink}
          to={pathTo(`reports/${campaign.id}`)}
          variant="secondary"
          startIcon={<ChartCircle />}
        >
          {t('campaigns.view.report')}
        </LinkButton>
      )}
      {can('campaigns.edit') && (
        <Button
          variant="tertiary"
          startIcon={<Duplicate />}
          onClick={() => duplicate(campaign.id).catch(() => undefined)}
        >
          {t('campaigns.view.duplicate')}
        </Button>
      )}
    </>
  );
};

const PARTS = ['recipients', 'bounces', 'content', 'details'] as const;

const Parts = ({ campaign }: { campaign: Campaign }) => {
  const t = useT();
  const can = useCan();
  const parts = PARTS.filter((part) => part !== 'bounces' || (campaign.ledger && can('bounces.read')));
  return (
    <Box background="neutral0" hasRadius shadow="tableShadow" padding={6}>
      <Tabs.Root variant="simple" defaultValue={campaign.ledger ? 'recipients' : 'details'}>
        <Tabs.List aria-label={campaign.name}>
          {parts.map((part) => (
            <Tabs.Trigger key={part} value={part}>
              {t(`campaigns.view.tab.${part}`)}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Box paddingTop={5}>
          <Tabs.Content value="recipients">
            <Recipients campaign={campaign} />
          </Tabs.Content>
          {parts.includes('bounces') && (
            <Tabs.Content value="bounces">
              <CampaignBounces campaign={campaign} />
            </Tabs.Content>
          )}
          <Tabs.Content value="content">
            <PreviewFrame mjml={campaign.mjml} subject={campaign.subject} preheader={campaign.preheader} />
          </Tabs.Content>
          <Tabs.Content value="details">
            <DetailsTab campaign={campaign} />
          </Tabs.Content>
        </Box>
      </Tabs.Root>
    </Box>
  );
};
