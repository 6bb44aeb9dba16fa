import { useState } from 'react';
import { Button, Flex } from '@strapi/design-system';
import { ListPlus, Minus, Trash } from '@strapi/icons';

import type { BulkContactsRequest } from '../../../contracts';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { useApiError, useToast } from '../../hooks/useApiError';
import { useT } from '../../hooks/useT';
import { useBulkContactsMutation } from '../../services/contacts';
import { SubscribeModal } from './SubscribeModal';
import { UnsubscribeModal } from './UnsubscribeModal';

/** Above it, deleting must be confirmed by typing the number. */
const TYPED_FROM = 10;

interface Props {
  ids: number[];
  onDone: () => void;
}

/** What can be done with the selected contacts at once. */
export const BulkActions = ({ ids, onDone }: Props) => {
  const t = useT();
  const toast = useToast();
  const { showError } = useApiError();
  const [bulk] = useBulkContactsMutation();
  const [dialog, setDialog] = useState<BulkContactsRequest['action'] | null>(null);
  const close = () => setDialog(null);

  /** Rejects after showing the error, so that the dialog stays. */
  const run = async (request: Omit<BulkContactsRequest, 'ids'>) => {
    try {
      const { changed } = await bulk({ ids, ...request }).unwrap();
      toast(`contacts.bulk.done.${request.action}`, { count: changed });
      onDone();
    } catch (error) {
      showError(error);
      throw error;
    }
  };

  return (
    <Flex gap={2} wrap="wrap">
      <Button size="S" variant="secondary" startIcon={<ListPlus />} onClick={() => setDialog('subscribe')}>
        {t('contacts.bulk.subscribe')}
      </Button>
      <Button size="S" variant="secondary" startIcon={<Minus />} onClick={() => setDialog('unsubscribe')}>
        {t('contacts.bulk.unsubscribe')}
      </Button>
      <Button size="S" variant="danger-light" startIcon={<Trash />} onClick={() => setDialog('delete')}>
        {t('common.delete')}
      </Button>
      {dialog === 'subscribe' && (
        <SubscribeModal
          count={ids.length}
          onClose={close}
          onSubmit={(request) => run({ action: 'subscribe', ...request })}
        />
      )}
      {dialog === 'unsubscribe' && (
        <UnsubscribeModal
          count={ids.length}
          onClose={close}
          onSubmit={(listId) => run({ action: 'unsubscribe', listId })}
        />
      )}
      <ConfirmDialog
        open={dialog === 'delete'}
        onClose={close}
        onConfirm={() => run({ action: 'delete' })}
        title={t('contacts.delete.title', { count: ids.length })}
        confirmLabel={t('common.delete')}
        typed={ids.length > TYPED_FROM ? String(ids.length) : undefined}
      >
        {t('contacts.delete.text', { count: ids.length })}
      </ConfirmDialog>
    </Flex>
  );
};
