import { useState } from 'react';
import { TextInput } from '@strapi/design-system';

import type { Sender } from '../../../contracts';
import { FormField } from '../../components/FormField';
import { FormModal } from '../../components/FormModal';
import { useApiError, useToast } from '../../hooks/useApiError';
import { useT } from '../../hooks/useT';
import { fieldMessages } from '../../lib/api-error';
import { useCreateSenderMutation, useUpdateSenderMutation } from '../../services/settings';

const FIELDS = ['fromName', 'fromAddress', 'replyTo'] as const;

/** Creates a sender, or changes the one given. */
export const SenderModal = ({ sender, onClose }: { sender: Sender | null; onClose: () => void }) => {
  const t = useT();
  const toast = useToast();
  const { showError } = useApiError();
  const [create] = useCreateSenderMutation();
  const [update] = useUpdateSenderMutation();
  const [draft, setDraft] = useState({
    fromName: sender?.fromName ?? '',
    fromAddress: sender?.fromAddress ?? '',
    replyTo: sender?.replyTo ?? '',
  });
  const [errors, setErrors] = useState<Record<string, string>>({});

  const submit = async () => {
    const input = {
      fromName: draft.fromName.trim(),
      fromAddress: draft.fromAddress.trim(),
      replyTo: draft.replyTo.trim() || null,
    };
    try {
      await (sender ? update({ id: sender.id, input }) : create(input)).unwrap();
      toast('settings.sender.saved');
    } catch (error) {
      setErrors(fieldMessages(error));
      showError(error);
      throw error;
    }
  };

  return (
    <FormModal
      title={sender ? t('settings.sender.edit', { address: sender.fromAddress }) : t('settings.sender.new')}
      submitLabel={t('common.save')}
      canSubmit={draft.fromName.trim() !== '' && draft.fromAddress.trim() !== ''}
      onClose={onClose}
      onSubmit={submit}
    >
      {FIELDS.map((name) => (
        <FormField
          key={name}
          name={name}
          label={t(`settings.sender.${name}`)}
          hint={t(`settings.sender.${name}.hint`)}
          error={errors[name]}
          required={name !== 'replyTo'}
        >
          <TextInput
            type={name === 'fromName' ? 'text' : 'email'}
            autoComplete="off"
            value={draft[name]}
            onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
          />
        </FormField>
      ))}
    </FormModal>
  );
};
