import {
  Box,
  Flex,
  Loader,
  SingleSelect,
  SingleSelectOption,
  Table,
  Tbody,
  Th,
  Thead,
  Tr,
  Typography,
} from '@strapi/design-system';

import { DELIVERY_STATUSES, type Campaign, type DeliveryStatus } from '../../../../contracts';
import { ErrorState } from '../../../components/ErrorState';
import { Paging } from '../../../components/Paging';
import { SearchBox } from '../../../components/SearchBox';
import { useCan } from '../../../hooks/useCan';
import { useListQuery } from '../../../hooks/useListQuery';
import { useT } from '../../../hooks/useT';
import { useDeliveriesQuery } from '../../../services/campaigns';
import { pollInterval } from '../pollInterval';
import { DeliveryRow } from './DeliveryRow';

const COLUMNS = ['address', 'status', 'reply', 'attempts', 'opens', 'clicks', 'time'] as const;
const POLL = 5_000;

/** The ledger, row by row; only for those who may see who the contacts are. */
export const Recipients = ({ campaign }: { campaign: Campaign }) => {
  const t = useT();
  const can = useCan();
  if (!campaign.ledger) return <Typography>{t('campaigns.recipients.not-frozen')}</Typography>;
  if (!can('contacts.read')) return <Typography>{t('campaigns.recipients.not-allowed')}</Typography>;
  return <Rows campaign={campaign} />;
};

const Rows = ({ campaign }: { campaign: Campaign }) => {
  const t = useT();
  const { raw, pageQuery, set } = useListQuery();
  const status = DELIVERY_STATUSES.find((known) => known === raw['status']);
  const { page, pageSize, search } = pageQuery;
  const { data, error, isFetching, isLoading, refetch } = useDeliveriesQuery(
    { id: campaign.id, query: { page, pageSize, ...(search && { search }), ...(status && { status }) } },
    { pollingInterval: pollInterval([campaign]) ? POLL : 0 },
  );

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Flex gap={2} wrap="wrap">
        <SearchBox label={t('campaigns.recipients.search')} />
        <StatusFilter status={status} onChange={(next) => set({ status: next })} />
      </Flex>
      {error && !data ? (
        <ErrorState error={error} onRetry={refetch} />
      ) : isLoading || !data ? (
        <Loader>{t('common.loading')}</Loader>
      ) : data.data.length === 0 ? (
        <Box padding={6}>
          <Typography textColor="neutral600">{t('campaigns.recipients.none-body')}</Typography>
        </Box>
      ) : (
        <Table colCount={COLUMNS.length} rowCount={data.data.length + 1} aria-busy={isFetching}>
          <Thead>
            <Tr>
              {COLUMNS.map((column) => (
                <Th key={column}>
                  <Typography variant="sigma">{t(`campaigns.recipients.${column}`)}</Typography>
                </Th>
              ))}
            </Tr>
          </Thead>
          <Tbody>
            {data.data.map((delivery) => (
              <DeliveryRow key={delivery.id} delivery={delivery} timeZone={campaign.timeZone} />
            ))}
          </Tbody>
        </Table>
      )}
      <Paging meta={data?.meta.pagination} />
    </Flex>
  );
};

const ALL = 'all';

const StatusFilter = ({
  status,
  onChange,
}: {
  status: DeliveryStatus | undefined;
  onChange: (status: DeliveryStatus | undefined) => void;
}) => {
  const t = useT();
  return (
    <SingleSelect
      size="S"
      aria-label={t('campaigns.recipients.status')}
      value={status ?? ALL}
      onChange={(value) => onChange(DELIVERY_STATUSES.find((known) => known === value))}
    >
      {[
        <SingleSelectOption key={ALL} value={ALL}>
          {t('campaigns.recipients.all')}
        </SingleSelectOption>,
        ...DELIVERY_STATUSES.map((known) => (
          <SingleSelectOption key={known} value={known}>
            {t(`campaigns.delivery.${known}`)}
          </SingleSelectOption>
        )),
      ]}
    </SingleSelect>
  );
};
