import { useState } from 'react';
import { useDebounce } from '@strapi/strapi/admin';
import { Combobox, ComboboxOption, Field } from '@strapi/design-system';

import { useT } from '../hooks/useT';
import { useContactsQuery } from '../services/contacts';

interface Props {
  label: string;
  placeholder: string;
  value: number | null;
  onChange: (id: number | null) => void;
}

/** Finds one contact by name or address. Needs the right `contacts.read`. */
export const ContactPicker = ({ label, placeholder, value, onChange }: Props) => {
  const t = useT();
  const [text, setText] = useState('');
  const search = useDebounce(text, 300);
  const { data, isFetching } = useContactsQuery({ pageSize: 10, ...(search && { search }) });

  return (
    <Field.Root>
      <Field.Label>{label}</Field.Label>
      <Combobox
        size="S"
        value={value === null ? '' : String(value)}
        onChange={(id) => onChange(id ? Number(id) : null)}
        onClear={() => onChange(null)}
        clearLabel={t('common.clear')}
        placeholder={placeholder}
        loading={isFetching}
        loadingMessage={t('common.loading')}
        noOptionsMessage={() => t('contacts.none')}
        onInputChange={(event) => setText(event.currentTarget.value)}
        autocomplete="none"
      >
        {(data?.data ?? []).map(({ id, email, firstName, lastName }) => (
          <ComboboxOption key={id} value={String(id)} textValue={email}>
            {[firstName, lastName].filter(Boolean).join(' ') || email}
            {firstName || lastName ? ` · ${email}` : ''}
          </ComboboxOption>
        ))}
      </Combobox>
    </Field.Root>
  );
};
