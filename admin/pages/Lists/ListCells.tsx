import { Table } from '@strapi/strapi/admin';
import { Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';

import type { List, SubscriptionStatus } from '../../../contracts';
import { StatusBadge } from '../../components/StatusBadge';
import { useCan } from '../../hooks/useCan';
import { useFormat } from '../../hooks/useFormat';
import { useT } from '../../hooks/useT';
import { pathTo } from '../../lib/paths';

export const ListCells = ({ list }: { list: List }) => {
  const t = useT();
  return (
    <>
      <Table.Cell>
        <Flex direction="column" alignItems="flex-start">
          <Typography
            fontWeight="semiBold"
            textColor="neutral800"
            style={{ maxWidth: 280, whiteSpace: 'normal' }}
          >
            {list.name}
          </Typography>
          {list.description && (
            <Typography variant="pi" textColor="neutral600" ellipsis maxWidth="280px">
              {list.description}
            </Typography>
          )}
        </Flex>
      </Table.Cell>
      {(['confirmed', 'pending', 'unsubscribed'] as const).map((status) => (
        <Table.Cell key={status}>
          <Count list={list} status={status} />
        </Table.Cell>
      ))}
      <Table.Cell>
        <Typography>{t(`lists.optIn.${list.optIn}.short`)}</Typography>
      </Table.Cell>
      <Table.Cell>
        <StatusBadge tone={list.visibility === 'public' ? 'success' : 'neutral'}>
          {t(`lists.visibility.${list.visibility}.short`)}
        </StatusBadge>
      </Table.Cell>
    </>
  );
};

/** How many contacts are in that state, as a link to them. */
const Count = ({ list, status }: { list: List; status: SubscriptionStatus }) => {
  const can = useCan();
  const format = useFormat();
  const text = format.number(list.counts[status]);
  if (!can('contacts.read')) return <Typography>{text}</Typography>;
  return (
    <Link tag={RouterLink} to={pathTo(`contacts?listId=${list.id}&status=${status}`)}>
      {text}
    </Link>
  );
};
