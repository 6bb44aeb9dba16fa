import { useEffect, useState } from 'react';
import { Page, Table } from '@strapi/strapi/admin';
import { Button, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { Plus } from '@strapi/icons';

import { CAMPAIGN_STATUSES, type CampaignsQuery, type CampaignStatus } from '../../../../contracts';
import { AlarmNotice } from '../../../components/AlarmNotice';
import { EmptyState } from '../../../components/EmptyState';
import { ErrorState } from '../../../components/ErrorState';
import { PageLayout } from '../../../components/PageLayout';
import { Paging } from '../../../components/Paging';
import { SearchBox } from '../../../components/SearchBox';
import { useCan } from '../../../hooks/useCan';
import { useListQuery } from '../../../hooks/useListQuery';
import { useT } from '../../../hooks/useT';
import { useCampaignsQuery } from '../../../services/campaigns';
import { useListNames } from '../useListNames';
import { pollInterval } from '../pollInterval';
import { CampaignRow } from './CampaignRow';
import { NewCampaignModal } from './NewCampaignModal';

const NEWEST_FIRST = { sort: 'updatedAt:desc' };

export const CampaignsList = () => {
  const t = useT();
  const can = useCan();
  const { raw, pageQuery, set } = useListQuery(NEWEST_FIRST);
  const status = CAMPAIGN_STATUSES.find((known) => known === raw['status']);
  const query: CampaignsQuery = { ...pageQuery, ...(status && { status }) };
  const [pollingInterval, setPollingInterval] = useState(0);
  const { data, error, isLoading, refetch } = useCampaignsQuery(query, { pollingInterval });
  const wanted = pollInterval(data?.data ?? []);
  useEffect(() => setPollingInterval(wanted), [wanted]);
  const listName = useListNames();
  const [creating, setCreating] = useState(false);

  if (isLoading) return <Page.Loading />;

  const create = can('campaigns.edit') && (
    <Button startIcon={<Plus />} onClick={() => setCreating(true)}>
      {t('campaigns.list.new')}
    </Button>
  );
  const rows = data?.data ?? [];
  const total = data?.meta.pagination.total ?? 0;
  const isFiltered = Boolean(status || query.search);
  const headers = [
    { name: 'name', label: t('campaigns.list.name'), sortable: true },
    { name: 'status', label: t('campaigns.list.status'), sortable: true },
    { name: 'lists', label: t('campaigns.list.lists'), sortable: false },
    { name: 'updatedAt', label: t('campaigns.list.time'), sortable: true },
    { name: 'recipients', label: t('campaigns.list.figures'), sortable: false },
  ];

  return (
    <PageLayout
      title={t('campaigns.list.title')}
      subtitle={data && t('campaigns.list.subtitle', { count: total })}
      primaryAction={create}
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <AlarmNotice />
        {(total > 0 || isFiltered) && <Filters status={status} onStatus={(next) => set({ status: next })} />}
        {error ? (
          <ErrorState error={error} onRetry={refetch} />
        ) : rows.length === 0 ? (
          <EmptyState
            content={isFiltered ? t('campaigns.list.nothing-found.body') : t('campaigns.list.empty.body')}
            action={!isFiltered && create}
          />
        ) : (
          <Table.Root rows={rows} headers={headers}>
            <Table.Content>
              <Table.Head>
                {headers.map((header) => (
                  <Table.HeaderCell key={header.name} {...header} />
                ))}
                <Table.HeaderCell name="actions" label="" sortable={false} />
              </Table.Head>
              <Table.Body>
                {rows.map((campaign) => (
                  <CampaignRow key={campaign.id} campaign={campaign} listName={listName} />
                ))}
              </Table.Body>
            </Table.Content>
          </Table.Root>
        )}
        <Paging meta={data?.meta.pagination} />
      </Flex>
      {creating && <NewCampaignModal onClose={() => setCreating(false)} />}
    </PageLayout>
  );
};

const ALL = 'all';

const Filters = ({
  status,
  onStatus,
}: {
  status: CampaignStatus | undefined;
  onStatus: (status: CampaignStatus | undefined) => void;
}) => {
  const t = useT();
  return (
    <Flex gap={2} wrap="wrap">
      <SearchBox label={t('campaigns.list.search')} />
      <SingleSelect
        size="S"
        aria-label={t('campaigns.list.status-filter')}
        value={status ?? ALL}
        onChange={(value) => onStatus(CAMPAIGN_STATUSES.find((known) => known === value))}
      >
        {[
          <SingleSelectOption key={ALL} value={ALL}>
            {t('campaigns.list.all-statuses')}
          </SingleSelectOption>,
          ...CAMPAIGN_STATUSES.map((known) => (
            <SingleSelectOption key={known} value={known}>
              {t(`campaigns.status.${known}`)}
            </SingleSelectOption>
          )),
        ]}
      </SingleSelect>
    </Flex>
  );
};
