import { useState } from 'react';
import { Textarea } from '@strapi/design-system';

import { FormField } from '../../components/FormField';
import { FormModal } from '../../components/FormModal';
import { ListSelect } from '../../components/ListSelect';
import { useT } from '../../hooks/useT';

interface Props {
  count: number;
  /** Lists not to be offered. */
  without?: number[];
  onClose: () => void;
  onSubmit: (request: { listId: number; consentNote: string }) => Promise<unknown>;
}

/** Puts people on a list: by law somebody must say how they agreed. */
export const SubscribeModal = ({ count, without, onClose, onSubmit }: Props) => {
  const t = useT();
  const [listId, setListId] = useState<number | null>(null);
  const [consentNote, setConsentNote] = useState('');
  return (
    <FormModal
      title={t('contacts.subscribe.title', { count })}
      submitLabel={t('common.add')}
      canSubmit={listId !== null && consentNote.trim() !== ''}
      onClose={onClose}
      onSubmit={async () => listId !== null && onSubmit({ listId, consentNote: consentNote.trim() })}
    >
      <FormField label={t('lists.one')} required>
        <ListSelect value={listId} onChange={setListId} without={without} />
      </FormField>
      <FormField label={t('contacts.consentNote')} hint={t('contacts.consentNote.hint')} required>
        <Textarea
          value={consentNote}
          maxLength={500}
          onChange={(event) => setConsentNote(event.target.value)}
        />
      </FormField>
    </FormModal>
  );
};
