import { useEffect, useState } from 'react';
import { Page, Table } from '@strapi/strapi/admin';
import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { NavLink, useNavigate } from 'react-router-dom';

import type { Figure, ReportSummary } from '../../../contracts';
import { DataTable } from '../../components/DataTable';
import { EmptyState } from '../../components/EmptyState';
import { ErrorState } from '../../components/ErrorState';
import { PageLayout } from '../../components/PageLayout';
import { Paging } from '../../components/Paging';
import { SearchBox } from '../../components/SearchBox';
import { useFormat } from '../../hooks/useFormat';
import { useListQuery } from '../../hooks/useListQuery';
import { useT } from '../../hooks/useT';
import { pathTo } from '../../lib/paths';
import { useReportsQuery } from '../../services/reports';
import { CampaignStatusBadge } from '../Campaigns/CampaignStatusBadge';
import { pollInterval } from '../Campaigns/pollInterval';

const NEWEST_FIRST = { sort: 'startedAt:desc' };

export const ReportsList = () => {
  const t = useT();
  const navigate = useNavigate();
  const { pageQuery } = useListQuery(NEWEST_FIRST);
  const [pollingInterval, setPollingInterval] = useState(0);
  const { data, error, isLoading, refetch } = useReportsQuery(pageQuery, { pollingInterval });
  const wanted = pollInterval(data?.data ?? []);
  useEffect(() => setPollingInterval(wanted), [wanted]);

  if (isLoading) return <Page.Loading />;
  const rows = (data?.data ?? []).map((summary) => ({ ...summary, id: summary.campaignId }));
  const total = data?.meta.pagination.total ?? 0;
  const columns = [
    { name: 'name', label: t('reports.list.campaign'), sortable: true },
    { name: 'startedAt', label: t('reports.list.started'), sortable: true },
    { name: 'sent', label: t('reports.list.sent') },
    { name: 'delivered', label: t('reports.measure.delivered') },
    { name: 'bounces', label: t('reports.list.bounces') },
    { name: 'opens', label: t('reports.measure.uniqueOpens') },
    { name: 'clicks', label: t('reports.measure.uniqueClicks') },
    { name: 'unsubscribes', label: t('reports.measure.unsubscribes') },
  ];

  return (
    <PageLayout title={t('reports.list.title')} subtitle={t('reports.list.subtitle')}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        {(total > 0 || pageQuery.search) && (
          <Flex>
            <SearchBox label={t('reports.list.search')} />
          </Flex>
        )}
        {error && !data ? (
          <ErrorState error={error} onRetry={refetch} />
        ) : rows.length === 0 ? (
          <EmptyState content={t(pageQuery.search ? 'reports.list.nothing-found' : 'reports.list.empty')} />
        ) : (
          <DataTable
            columns={columns}
            rows={rows}
            cells={(summary) => <Cells summary={summary} />}
            onOpen={({ campaignId }) => navigate(reportPath(campaignId))}
          />
        )}
        <Paging meta={data?.meta.pagination} />
      </Flex>
    </PageLayout>
  );
};

const reportPath = (campaignId: number): string => pathTo(`reports/${campaignId}`);

const Cells = ({ summary }: { summary: ReportSummary }) => {
  const t = useT();
  const format = useFormat();
  const { softBounces, hardBounces, sent, recipients } = summary;
  return (
    <>
      <Table.Cell>
        <Flex direction="column" alignItems="flex-start" gap={1}>
          <Box maxWidth="28rem">
            <Link
              tag={NavLink}
              to={reportPath(summary.campaignId)}
              onClick={(event: React.MouseEvent) => event.stopPropagation()}
            >
              {summary.name}
            </Link>
          </Box>
          {summary.status !== 'sent' && <CampaignStatusBadge status={summary.status} />}
        </Flex>
      </Table.Cell>
      <Table.Cell>
        <Typography>{summary.startedAt ? format.dateTime(summary.startedAt) : '–'}</Typography>
      </Table.Cell>
      <Table.Cell>
        <Stack main={format.number(sent)} small={t('reports.list.of', { count: recipients })} />
      </Table.Cell>
      <Table.Cell>
        <FigureStack figure={summary.delivered} />
      </Table.Cell>
      <Table.Cell>
        <Stack
          main={format.number(softBounces.count + hardBounces.count)}
          small={t('reports.list.bounces-parts', {
            soft: format.number(softBounces.count),
            hard: format.number(hardBounces.count),
          })}
        />
      </Table.Cell>
      <Table.Cell>
        <FigureStack figure={summary.uniqueOpens} />
      </Table.Cell>
      <Table.Cell>
        <FigureStack figure={summary.uniqueClicks} />
      </Table.Cell>
      <Table.Cell>
        <FigureStack figure={summary.unsubscribes} />
      </Table.Cell>
    </>
  );
};

const FigureStack = ({ figure }: { figure: Figure }) => {
  const format = useFormat();
  return <Stack main={format.percent(figure.percent)} small={format.number(figure.count)} />;
};

const Stack = ({ main, small }: { main: string; small: string }) => (
  <Flex direction="column" alignItems="flex-start">
    <Typography fontWeight="semiBold">{main}</Typography>
    <Typography variant="pi" textColor="neutral600">
      {small}
    </Typography>
  </Flex>
);
