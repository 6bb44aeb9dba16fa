import { useEffect, useState } from 'react';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { Badge, Box, Flex, Grid, LinkButton, Tooltip } from '@strapi/design-system';
import { Mail } from '@strapi/icons';
import { NavLink, useParams } from 'react-router-dom';

import type { Report } from '../../../contracts';
import { ErrorState } from '../../components/ErrorState';
import { PageLayout } from '../../components/PageLayout';
import { useCan } from '../../hooks/useCan';
import { useT } from '../../hooks/useT';
import { pathTo } from '../../lib/paths';
import { useReportQuery } from '../../services/reports';
import { OutcomeChart } from './charts/OutcomeChart';
import { TimelineChart } from './charts/TimelineChart';
import { DomainsSection } from './DomainsSection';
import { DownloadButtons } from './DownloadButtons';
import { ExcludedSection } from './ExcludedSection';
import { Headline } from './Headline';
import { LedgerLines } from './LedgerLines';
import { LinksSection } from './LinksSection';
import { MeasuresSection } from './MeasuresSection';
import { ReadersSection } from './ReadersSection';
import { ReasonsSection } from './ReasonsSection';
import { ReportFacts } from './ReportFacts';

const WHILE_SENDING = 2_000;
/** Opens and clicks come in for days. */
const AFTERWARDS = 30_000;

/** One campaign's figures, live while it is sending. */
export const ReportPage = () => {
  const t = useT();
  const id = Number(useParams()['id']);
  const [pollingInterval, setPollingInterval] = useState(AFTERWARDS);
  const { currentData: report, error, refetch } = useReportQuery(id, { pollingInterval });
  const isLive = report?.campaign.status === 'sending';
  useEffect(() => setPollingInterval(isLive ? WHILE_SENDING : AFTERWARDS), [isLive]);

  // A poll that fails once must not take the figures away.
  if (report) return <Content report={report} isLive={isLive} />;
  if (!error) return <Page.Loading />;
  return (
    <PageLayout title={t('reports.page.title')} backTo={pathTo('reports')}>
      <ErrorState error={error} onRetry={refetch} />
    </PageLayout>
  );
};

const Content = ({ report, isLive }: { report: Report; isLive: boolean }) => {
  const t = useT();
  return (
    <Page.Main>
      <Page.Title>{`${t('reports.page.title')}: ${report.campaign.name}`}</Page.Title>
      <Layouts.Header
        title={report.campaign.name}
        subtitle={isLive ? <LiveBadge /> : t('reports.page.title')}
        navigationAction={<BackButton fallback={pathTo('reports')} />}
        primaryAction={
          <Flex gap={2} wrap="wrap" justifyContent="flex-end">
            <CampaignLink id={report.campaign.id} />
            <DownloadButtons report={report} />
          </Flex>
        }
      />
      <Layouts.Content>
        <Box paddingBottom={10}>
          <Flex direction="column" alignItems="stretch" gap={6}>
            <ReportFacts report={report} />
            <Headline report={report} />
            <MeasuresSection measures={report.measures} />
            <Grid.Root gap={6}>
              <Grid.Item col={4} s={12} xs={12} direction="column" alignItems="stretch">
                <OutcomeChart report={report} />
              </Grid.Item>
              <Grid.Item col={8} s={12} xs={12} direction="column" alignItems="stretch">
                <TimelineChart report={report} />
              </Grid.Item>
              <Grid.Item col={8} s={12} xs={12} direction="column" alignItems="stretch">
                <LedgerLines report={report} />
              </Grid.Item>
              <Grid.Item col={4} s={12} xs={12} direction="column" alignItems="stretch">
                <ExcludedSection report={report} />
              </Grid.Item>
            </Grid.Root>
            <DomainsSection domains={report.domains} />
            <LinksSection links={report.links} />
            <ReadersSection readers={report.readers} />
            <ReasonsSection campaignId={report.campaign.id} />
          </Flex>
        </Box>
      </Layouts.Content>
    </Page.Main>
  );
};

const LiveBadge = () => {
  const t = useT();
  return (
    <Flex>
      <Tooltip label={t('reports.page.live-hint')}>
        <Box tag="span" tabIndex={0}>
          <Badge variant="success">{t('reports.page.live')}</Badge>
        </Box>
      </Tooltip>
    </Flex>
  );
};

const CampaignLink = ({ id }: { id: number }) => {
  const t = useT();
  const can = useCan();
  if (!can('campaigns.read')) return null;
  return (
    <LinkButton tag={NavLink} to={pathTo(`campaigns/${id}`)} variant="tertiary" startIcon={<Mail />}>
      {t('reports.page.campaign')}
    </LinkButton>
  );
};
