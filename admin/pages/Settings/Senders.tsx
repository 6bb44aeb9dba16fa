import { useState } from 'react';
import {
  Button,
  Flex,
  IconButton,
  Loader,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Tr,
  Typography,
  VisuallyHidden,
} from '@strapi/design-system';
import { Pencil, Plus, Trash } from '@strapi/icons';

import type { Sender } from '../../../contracts';
import { DeleteDialog } from '../../components/DeleteDialog';
import { ErrorState } from '../../components/ErrorState';
import { Panel } from '../../components/Panel';
import { useCan } from '../../hooks/useCan';
import { useT } from '../../hooks/useT';
import { useDeleteSenderMutation, useSendersQuery } from '../../services/settings';
import { SenderModal } from './SenderModal';

/** The addresses that campaigns may be sent from. */
export const Senders = () => {
  const t = useT();
  const editable = useCan()('settings.manage');
  const { data: senders, error, isLoading, refetch } = useSendersQuery();
  const [remove] = useDeleteSenderMutation();
  const [edited, setEdited] = useState<Sender | 'new' | null>(null);
  const [doomed, setDoomed] = useState<Sender | null>(null);

  return (
    <Panel
      title={t('settings.senders')}
      hint={t('settings.senders.hint')}
      action={
        editable && (
          <Button variant="secondary" size="S" startIcon={<Plus />} onClick={() => setEdited('new')}>
            {t('settings.sender.new')}
          </Button>
        )
      }
    >
      {isLoading && <Loader small>{t('common.loading')}</Loader>}
      {error ? <ErrorState error={error} onRetry={refetch} /> : null}
      {senders?.length === 0 && <Typography textColor="neutral600">{t('settings.senders.empty')}</Typography>}
      {senders && senders.length > 0 && (
        <SendersTable senders={senders} editable={editable} onEdit={setEdited} onDelete={setDoomed} />
      )}
      {edited && <SenderModal sender={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
      <DeleteDialog
        open={doomed !== null}
        onClose={() => setDoomed(null)}
        onDelete={() => remove(doomed?.id ?? 0).unwrap()}
        title={t('settings.sender.delete.title')}
        done="settings.sender.deleted"
      >
        {t('settings.sender.delete.text', { address: doomed?.fromAddress ?? '' })}
      </DeleteDialog>
    </Panel>
  );
};

interface TableProps {
  senders: Sender[];
  editable: boolean;
  onEdit: (sender: Sender) => void;
  onDelete: (sender: Sender) => void;
}

const COLUMNS = ['fromName', 'fromAddress', 'replyTo', 'transport'] as const;

const SendersTable = ({ senders, editable, onEdit, onDelete }: TableProps) => {
  const t = useT();
  // A column for what only few institutions do.
  const columns = COLUMNS.filter(
    (name) => name !== 'transport' || senders.some((sender) => sender.transport),
  );
  return (
    <Table colCount={columns.length + 1} rowCount={senders.length + 1}>
      <Thead>
        <Tr>
          {columns.map((name) => (
            <Th key={name}>
              <Typography variant="sigma" textColor="neutral600">
                {t(`settings.sender.${name}`)}
              </Typography>
            </Th>
          ))}
          <Th>
            <VisuallyHidden>{t('common.actions')}</VisuallyHidden>
          </Th>
        </Tr>
      </Thead>
      <Tbody>
        {senders.map((sender) => (
          <Tr key={sender.id}>
            {columns.map((name) => (
              <Td key={name}>
                <Typography>
                  {sender[name] ?? (name === 'transport' ? t('settings.sender.transport.all') : '–')}
                </Typography>
              </Td>
            ))}
            <Td>
              {editable && (
                <Flex gap={1} justifyContent="flex-end">
                  <IconButton
                    variant="ghost"
                    label={t('settings.sender.edit', { address: sender.fromAddress })}
                    onClick={() => onEdit(sender)}
                  >
                    <Pencil />
                  </IconButton>
                  <IconButton
                    variant="ghost"
                    label={t('settings.sender.delete', { address: sender.fromAddress })}
                    onClick={() => onDelete(sender)}
                  >
                    <Trash />
                  </IconButton>
                </Flex>
              )}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
};
