import { useState } from 'react';
import { Button, Field, Flex, Switch, Textarea, Typography } from '@strapi/design-system';

import type { Contact, ContactSuppression } from '../../../contracts';
import { FormModal } from '../../components/FormModal';
import { Panel } from '../../components/Panel';
import { ServerWords } from '../../components/ServerWords';
import { StatusBadge } from '../../components/StatusBadge';
import { useApiError, useToast } from '../../hooks/useApiError';
import { useCan } from '../../hooks/useCan';
import { useFormat } from '../../hooks/useFormat';
import { useT } from '../../hooks/useT';
import { useSuppressContactMutation } from '../../services/contacts';
import { suppressionKey } from './contact-words';

/**
 * Whether this address is never written to, and why. A block by hand is lifted by a switch, one that a bounce made with a
 * reason, one after a complaint by the person only.
 */
export const Suppression = ({ contact }: { contact: Contact }) => {
  const t = useT();
  const toast = useToast();
  const { showError } = useApiError();
  const mayManage = useCan()('contacts.manage');
  const [suppress, { isLoading }] = useSuppressContactMutation();
  const [asking, setAsking] = useState(false);
  const { suppression } = contact;
  const byBounce = suppression?.reason === 'hard_bounce' || suppression?.reason === 'soft_limit';

  /** Rejects after showing the error, so that a form stays. */
  const change = async (suppressed: boolean, note?: string) => {
    try {
      await suppress({ id: contact.id, suppressed, ...(note !== undefined && { note }) }).unwrap();
      toast(suppressed ? 'contacts.suppression.set' : 'contacts.suppression.lifted');
    } catch (error) {
      showError(error);
      throw error;
    }
  };

  return (
    <Panel title={t('contacts.suppression')} hint={t('contacts.suppression.hint')}>
      <Flex direction="column" alignItems="flex-start" gap={3}>
        {suppression && <Why suppression={suppression} />}
        {suppression?.reason === 'complaint' && (
          <Typography textColor="neutral600">{t('contacts.suppression.complained')}</Typography>
        )}
        {byBounce && mayManage && (
          <Button variant="secondary" onClick={() => setAsking(true)}>
            {t('contacts.suppression.lift')}
          </Button>
        )}
        {(!suppression || suppression.reason === 'manual') && (
          <Field.Root>
            <Flex gap={3}>
              <Switch
                checked={suppression !== null}
                disabled={isLoading || !mayManage}
                onCheckedChange={(suppressed: boolean) => void change(suppressed).catch(() => undefined)}
                aria-label={t('contacts.suppression.switch')}
              />
              <Typography>{t('contacts.suppression.switch')}</Typography>
            </Flex>
          </Field.Root>
        )}
      </Flex>
      {asking && <LiftModal onClose={() => setAsking(false)} onLift={(note) => change(false, note)} />}
    </Panel>
  );
};

const Why = ({ suppression: { reason, since, until, evidence } }: { suppression: ContactSuppression }) => {
  const t = useT();
  const format = useFormat();
  return (
    <>
      <Flex gap={2} wrap="wrap">
        <StatusBadge tone="danger">{t(suppressionKey(reason))}</StatusBadge>
        <Typography textColor="neutral600">
          {t('contacts.suppression.since', { date: format.dateTime(since) })}
        </Typography>
        {until && (
          <Typography textColor="neutral600">
            {t('contacts.suppression.until', { date: format.date(until) })}
          </Typography>
        )}
      </Flex>
      {evidence && <ServerWords text={evidence} />}
    </>
  );
};

const LiftModal = ({ onClose, onLift }: { onClose: () => void; onLift: (note: string) => Promise<void> }) => {
  const t = useT();
  const [note, setNote] = useState('');
  return (
    <FormModal
      title={t('contacts.suppression.lift.title')}
      submitLabel={t('contacts.suppression.lift')}
      onClose={onClose}
      onSubmit={() => onLift(note.trim())}
      canSubmit={note.trim() !== ''}
    >
      <Typography>{t('contacts.suppression.lift.text')}</Typography>
      <Field.Root required>
        <Field.Label>{t('contacts.suppression.lift.note')}</Field.Label>
        <Textarea
          value={note}
          maxLength={500}
          onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) => setNote(event.target.value)}
        />
      </Field.Root>
    </FormModal>
  );
};
