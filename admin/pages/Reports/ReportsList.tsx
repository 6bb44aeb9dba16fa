import { useEffect, useState } from 'react';
import { Page, Table } from '@strapi/strapi/admin';
import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { NavLink, useNavigate } from 'react-router-dom';

import type { Figure, ReportSummary } from '../../../contracts';
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
  const { pageQuery } = useListQuery(NEWEST_FIRST);
  const [pollingInterval, setPollingInterval] = useState(0);
  const { data, error, isLoading, refetch } = useReportsQuery(pageQuery, { pollingInterval });
  const wanted = pollInterval(data?.data ?? []);
  useEffect(() => setPollingInterval(wanted), [wanted]);

  if (isLoading) return <Page.Loading />;
  const rows = (data?.data ?? []).map((summary) => ({ ...summary, id: summary.campaignId }));
  const total = data?.meta.pagination.total ?? 0;
  const headers = [
    { name: 'name', label: t('reports.list.campaign'), sortable: true },
    { name: 'startedAt', label: t('reports.list.started'), sortable: true },
    { name: 'sent', label: t('reports.list.sent'), sortable: false },
    { name: 'delivered', label: t('reports.measure.delivered'), sortable: false },
    { name: 'bounces', label: t('reports.list.bounces'), sortable: false },
    { name: 'opens', label: t('reports.measure.uniqueOpens'), sortable: false },
    { name: 'clicks', label: t('reports.measure.uniqueClicks'), sortable: false },
    { name: 'unsubscribes', label: t('reports.measure.unsubscribes'), sortable: false },
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
          <Table.Root rows={rows} headers={headers}>
            <Table.Content>
              <Table.Head>
                {headers.map((header) => (
                  <Table.HeaderCell key={header.name} {...header} />
                ))}
              </Table.Head>
              <Table.Body>
                {rows.map((row) => (
                  <Row key={row.id} summary={row} />
                ))}
              </Table.Body>
            </Table.Content>
          </Table.Root>
        )}
        <Paging meta={data?.meta.pagination} />
      </Flex>
    </PageLayout>
  );
};

const Row = ({ summary }: { summary: ReportSummary }) => {
  const t = useT();
  const format = useFormat();
  const navigate = useNavigate();
  const path = pathTo(`reports/${summary.campaignId}`);
  const { softBounces, hardBounces, sent, recipients } = summary;
  return (
    <Table.Row onClick={() => navigate(path)} cursor="pointer">
      <Table.Cell>
        <Flex direction="column" alignItems="flex-start" gap={1}>
          <Box maxWidth="28rem">
            <Link tag={NavLink} to={path} onClick={(event: React.MouseEvent) => event.stopPropagation()}>
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
    </Table.Row>
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
