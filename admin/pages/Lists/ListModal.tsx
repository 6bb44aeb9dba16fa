import { useState } from 'react';
import { Flex, Radio, TextInput, Textarea, Typography } from '@strapi/design-system';

import type { List, ListInput } from '../../../contracts';
import { FormField } from '../../components/FormField';
import { FormModal } from '../../components/FormModal';
import { SwitchField } from '../../components/SwitchField';
import { useApiError, useToast } from '../../hooks/useApiError';
import { useT } from '../../hooks/useT';
import { fieldMessages } from '../../lib/api-error';
import { useCreateListMutation, useUpdateListMutation } from '../../services/lists';

const EMPTY: ListInput = {
  name: '',
  description: null,
  optIn: 'double',
  visibility: 'private',
  offersFrequency: false,
};

const inputOf = ({ name, description, optIn, visibility, offersFrequency }: List): ListInput => ({
  name,
  description,
  optIn,
  visibility,
  offersFrequency,
});

/** Creates a list, or changes the one given. */
export const ListModal = ({ list, onClose }: { list: List | null; onClose: () => void }) => {
  const t = useT();
  const toast = useToast();
  const { showError } = useApiError();
  const [create] = useCreateListMutation();
  const [update] = useUpdateListMutation();
  const [input, setInput] = useState<ListInput>(list ? inputOf(list) : EMPTY);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const change = (part: Partial<ListInput>) => setInput({ ...input, ...part });

  const submit = async () => {
    const clean = { ...input, name: input.name.trim(), description: input.description?.trim() || null };
    try {
      await (list ? update({ id: list.id, input: clean }) : create(clean)).unwrap();
      toast(list ? 'lists.saved' : 'lists.created');
    } catch (error) {
      setErrors(fieldMessages(error));
      showError(error);
      throw error;
    }
  };

  return (
    <FormModal
      title={list ? t('lists.edit', { name: list.name }) : t('lists.new')}
      submitLabel={t(list ? 'common.save' : 'common.create')}
      canSubmit={input.name.trim() !== ''}
      onClose={onClose}
      onSubmit={submit}
    >
      <FormField label={t('common.name')} name="name" error={errors['name']} required>
        <TextInput
          value={input.name}
          maxLength={120}
          onChange={(event) => change({ name: event.target.value })}
        />
      </FormField>
      <FormField
        label={t('common.description')}
        name="description"
        hint={t('lists.description.hint')}
        error={errors['description']}
      >
        <Textarea
          value={input.description ?? ''}
          maxLength={1000}
          onChange={(event) => change({ description: event.target.value })}
        />
      </FormField>
      <Choice
        name="optIn"
        values={['double', 'single']}
        value={input.optIn}
        onChange={(optIn) => change({ optIn })}
      />
      <Choice
        name="visibility"
        values={['private', 'public']}
        value={input.visibility}
        onChange={(visibility) => change({ visibility })}
      />
      <SwitchField
        label={t('lists.offersFrequency')}
        hint={t('lists.offersFrequency.hint')}
        checked={input.offersFrequency ?? false}
        disabled={false}
        onChange={(offersFrequency) => change({ offersFrequency })}
      />
    </FormModal>
  );
};

interface ChoiceProps<T extends string> {
  name: 'optIn' | 'visibility';
  values: T[];
  value: T;
  onChange: (value: T) => void;
}

/** Radio buttons, each with what it means. */
const Choice = <T extends string>({ name, values, value, onChange }: ChoiceProps<T>) => {
  const t = useT();
  return (
    <FormField label={t(`lists.${name}`)} name={name}>
      <Radio.Group
        value={value}
        onValueChange={(next: string) => onChange(next as T)}
        aria-label={t(`lists.${name}`)}
      >
        <Flex direction="column" alignItems="stretch" gap={2}>
          {values.map((option) => (
            <Radio.Item key={option} value={option}>
              <Typography fontWeight="semiBold">{t(`lists.${name}.${option}`)}</Typography>
              <Typography textColor="neutral600"> – {t(`lists.${name}.${option}.hint`)}</Typography>
            </Radio.Item>
          ))}
        </Flex>
      </Radio.Group>
    </FormField>
  );
};
