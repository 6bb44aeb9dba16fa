import { useState } from 'react';
import {
  Button,
  IconButton,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Tr,
  Typography,
  VisuallyHidden,
} from '@strapi/design-system';
import { Minus, Plus } from '@strapi/icons';

import type { Contact, ContactSubscription } from '../../../contracts';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { Panel } from '../../components/Panel';
import { RelativeTime } from '../../components/RelativeTime';
import { StatusBadge } from '../../components/StatusBadge';
import { useApiError, useToast } from '../../hooks/useApiError';
import { useCan } from '../../hooks/useCan';
import { useT } from '../../hooks/useT';
import { useSubscribeContactMutation, useUnsubscribeContactMutation } from '../../services/contacts';
import { SUBSCRIPTION_TONES, subscriptionKey } from './contact-words';
import { SubscribeModal } from './SubscribeModal';

/** The lists of one contact. Changes take effect at once, each with its entry in the consent record. */
export const Subscriptions = ({ contact }: { contact: Contact }) => {
  const t = useT();
  const toast = useToast();
  const { showError } = useApiError();
  const editable = useCan()('contacts.manage');
  const [subscribe] = useSubscribeContactMutation();
  const [unsubscribe] = useUnsubscribeContactMutation();
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<ContactSubscription | null>(null);
  const confirmed = contact.subscriptions
    .filter(({ status }) => status === 'confirmed')
    .map(({ listId }) => listId);

  /** Rejects after showing the error, so that the dialog stays. */
  const run = async (change: Promise<unknown>, done: string) => {
    try {
      await change;
      toast(done);
    } catch (error) {
      showError(error);
      throw error;
    }
  };

  return (
    <Panel
      title={t('contacts.lists')}
      action={
        editable && (
          <Button
            variant="secondary"
            size="S"
            type="button"
            startIcon={<Plus />}
            onClick={() => setAdding(true)}
          >
            {t('contacts.subscription.add')}
          </Button>
        )
      }
    >
      {contact.subscriptions.length === 0 ? (
        <Typography textColor="neutral600">{t('contacts.subscription.none')}</Typography>
      ) : (
        <SubscriptionTable
          subscriptions={contact.subscriptions}
          onLeave={editable ? setLeaving : undefined}
        />
      )}
      {adding && (
        <SubscribeModal
          count={1}
          without={confirmed}
          onClose={() => setAdding(false)}
          onSubmit={(request) =>
            run(subscribe({ id: contact.id, ...request }).unwrap(), 'contacts.subscription.added')
          }
        />
      )}
      <ConfirmDialog
        open={leaving !== null}
        onClose={() => setLeaving(null)}
        onConfirm={() =>
          run(
            unsubscribe({ id: contact.id, listId: leaving?.listId ?? 0 }).unwrap(),
            'contacts.subscription.removed',
          )
        }
        title={t('contacts.subscription.remove.title')}
        confirmLabel={t('common.remove')}
      >
        {t('contacts.subscription.remove.text', { list: leaving?.listName ?? '' })}
      </ConfirmDialog>
    </Panel>
  );
};

interface TableProps {
  subscriptions: ContactSubscription[];
  onLeave: ((subscription: ContactSubscription) => void) | undefined;
}

const SubscriptionTable = ({ subscriptions, onLeave }: TableProps) => {
  const t = useT();
  const titles = ['lists.one', 'contacts.state', 'contacts.confirmedAt', 'contacts.unsubscribedAt'];
  return (
    <Table colCount={titles.length + 1} rowCount={subscriptions.length + 1}>
      <Thead>
        <Tr>
          {titles.map((title) => (
            <Th key={title}>
              <Typography variant="sigma" textColor="neutral600">
                {t(title)}
              </Typography>
            </Th>
          ))}
          <Th>
            <VisuallyHidden>{t('common.actions')}</VisuallyHidden>
          </Th>
        </Tr>
      </Thead>
      <Tbody>
        {subscriptions.map((subscription) => (
          <Tr key={subscription.listId}>
            <Td>
              <Typography tag="div">{subscription.listName}</Typography>
              {subscription.frequency && (
                <Typography tag="div" variant="pi" textColor="neutral600">
                  {t(`contacts.frequency.${subscription.frequency}`)}
                </Typography>
              )}
            </Td>
            <Td>
              <StatusBadge tone={SUBSCRIPTION_TONES[subscription.status]}>
                {t(subscriptionKey(subscription.status))}
              </StatusBadge>
            </Td>
            <Td>
              <RelativeTime value={subscription.confirmedAt} />
            </Td>
            <Td>
              <RelativeTime value={subscription.unsubscribedAt} />
            </Td>
            <Td>
              {onLeave && subscription.status !== 'unsubscribed' && (
                <IconButton
                  type="button"
                  variant="ghost"
                  label={t('contacts.subscription.remove', { list: subscription.listName })}
                  onClick={() => onLeave(subscription)}
                >
                  <Minus />
                </IconButton>
              )}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
};
