import { useState } from 'react';
import { SingleSelect, SingleSelectOption, TextInput } from '@strapi/design-system';

import type { Sender } from '../../../contracts';
import { FormField } from '../../components/FormField';
import { FormModal } from '../../components/FormModal';
import { useApiError, useToast } from '../../hooks/useApiError';
import { useT } from '../../hooks/useT';
import { fieldMessages } from '../../lib/api-error';
import { useTransportsQuery } from '../../services/sending';
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
    transport: sender?.transport ?? null,
  });
  const [errors, setErrors] = useState<Record<string, string>>({});

  const submit = async () => {
    const input = {
      fromName: draft.fromName.trim(),
      fromAddress: draft.fromAddress.trim(),
      replyTo: draft.replyTo.trim() || null,
      transport: draft.transport,
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
      <TransportChoice
        value={draft.transport}
        error={errors['transport']}
        onChange={(transport) => setDraft({ ...draft, transport })}
      />
    </FormModal>
  );
};

/** No name of a transport: they begin with a letter or digit. */
const ALL = '*';

interface ChoiceProps {
  value: string | null;
  error: string | undefined;
  onChange: (transport: string | null) => void;
}

/** By which mail server it leaves; nothing to choose where there is only one. */
const TransportChoice = ({ value, error, onChange }: ChoiceProps) => {
  const t = useT();
  const { data } = useTransportsQuery();
  const names = data?.transports.map(({ name }) => name) ?? [];
  const isGone = data !== undefined && value !== null && !names.includes(value);
  if (names.length < 2 && value === null) return null;
  return (
    <FormField
      name="transport"
      label={t('settings.sender.transport')}
      hint={t('settings.sender.transport.hint')}
      error={error}
    >
      <SingleSelect value={value ?? ALL} onChange={(name) => onChange(name === ALL ? null : String(name))}>
        <SingleSelectOption value={ALL}>{t('settings.sender.transport.all')}</SingleSelectOption>
        {names.map((name) => (
          <SingleSelectOption key={name} value={name}>
            {name}
          </SingleSelectOption>
        ))}
        {isGone && (
          <SingleSelectOption value={value}>
            {t('settings.sender.transport.gone', { name: value })}
          </SingleSelectOption>
        )}
      </SingleSelect>
    </FormField>
  );
};
