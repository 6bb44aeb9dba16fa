import { Table } from '@strapi/strapi/admin';
import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';

import type { FeedbackRow } from '../../../contracts';
import { DataTable } from '../../components/DataTable';
import { RelativeTime } from '../../components/RelativeTime';
import { StatusBadge } from '../../components/StatusBadge';
import { useT } from '../../hooks/useT';
import { pathTo } from '../../lib/paths';
import { CLASS_TONES, STATE_TONES } from './feedback-words';

interface Props {
  rows: FeedbackRow[];
  isLoading: boolean;
  onOpen: (id: number) => void;
  /** Without it rows cannot be selected. */
  selection?: { selected: FeedbackRow[]; onChange: (selected: FeedbackRow[]) => void };
}

export const FeedbackTable = ({ rows, isLoading, onOpen, selection }: Props) => {
  const t = useT();
  return (
    <DataTable
      columns={['meaning', 'address', 'campaign', 'receivedAt'].map((name) => ({
        name,
        label: t(`bounces.column.${name}`),
      }))}
      rows={rows}
      isLoading={isLoading}
      cells={(row) => <Cells row={row} onOpen={onOpen} />}
      onOpen={({ id }) => onOpen(id)}
      selection={selection}
    />
  );
};

const Cells = ({ row, onOpen }: { row: FeedbackRow; onOpen: (id: number) => void }) => {
  const t = useT();
  const { id, state, meaning, reply, contact, address, campaign } = row;
  return (
    <>
      <Table.Cell>
        <Box maxWidth="28rem">
          <Flex gap={2} wrap="wrap">
            <StatusBadge tone={CLASS_TONES[row.class]}>{t(`bounces.class.${row.class}`)}</StatusBadge>
            {state !== 'matched' && (
              <StatusBadge tone={STATE_TONES[state]}>{t(`bounces.state.${state}`)}</StatusBadge>
            )}
            <Link
              tag="button"
              type="button"
              onClick={(event: React.MouseEvent) => {
                event.stopPropagation();
                onOpen(id);
              }}
            >
              {state === 'poison' ? t('bounces.poison') : t(`bounces.meaning.${meaning}`)}
            </Link>
          </Flex>
          {reply && (
            <Typography variant="pi" textColor="neutral600" tag="p" ellipsis title={reply}>
              {reply}
            </Typography>
          )}
        </Box>
      </Table.Cell>
      <Table.Cell>
        <Box maxWidth="26rem">
          <Typography tag="p" ellipsis title={contact?.email ?? address ?? undefined}>
            {contact?.email ?? address ?? '–'}
          </Typography>
        </Box>
      </Table.Cell>
      <Table.Cell onClick={(event: React.MouseEvent) => event.stopPropagation()}>
        {campaign ? (
          <Box maxWidth="16rem" style={{ whiteSpace: 'normal' }}>
            <Link tag={RouterLink} to={pathTo(`campaigns/${campaign.id}`)}>
              {campaign.name}
            </Link>
          </Box>
        ) : (
          <Typography textColor="neutral600">–</Typography>
        )}
      </Table.Cell>
      <Table.Cell>
        <RelativeTime value={row.receivedAt} />
      </Table.Cell>
    </>
  );
};
