import {
  Combobox,
  ComboboxOption,
  Grid,
  SingleSelect,
  SingleSelectOption,
  Textarea,
  TextInput,
} from '@strapi/design-system';
import { useMemo, type ReactNode } from 'react';

import { LANGUAGES, type Institution, type Language } from '../../../contracts';
import { FormField } from '../../components/FormField';
import { useT } from '../../hooks/useT';

interface Props {
  draft: Institution;
  errors: Record<string, string>;
  disabled: boolean;
  onChange: (part: Partial<Institution>) => void;
}

const Half = ({ children }: { children: ReactNode }) => (
  <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
    {children}
  </Grid.Item>
);

export const InstitutionFields = ({ draft, errors, disabled, onChange }: Props) => {
  const t = useT();
  const field = (name: keyof Institution) => ({
    name,
    label: t(`settings.${name}`),
    error: errors[name],
  });
  const text = (name: 'name' | 'websiteUrl', type = 'text') => (
    <TextInput
      type={type}
      value={draft[name] ?? ''}
      disabled={disabled}
      onChange={(event) => onChange({ [name]: event.target.value })}
    />
  );

  return (
    <Grid.Root gap={4}>
      <Half>
        <FormField {...field('name')} required>
          {text('name')}
        </FormField>
      </Half>
      <Half>
        <FormField {...field('websiteUrl')} hint={t('settings.websiteUrl.hint')}>
          {text('websiteUrl', 'url')}
        </FormField>
      </Half>
      <Grid.Item col={12} direction="column" alignItems="stretch">
        <FormField {...field('postalAddress')} hint={t('settings.postalAddress.hint')}>
          <Textarea
            value={draft.postalAddress}
            maxLength={500}
            disabled={disabled}
            onChange={(event) => onChange({ postalAddress: event.target.value })}
          />
        </FormField>
      </Grid.Item>
      <Half>
        <FormField {...field('language')} hint={t('settings.language.hint')}>
          <SingleSelect
            value={draft.language}
            disabled={disabled}
            onChange={(language) => onChange({ language: language as Language })}
          >
            {LANGUAGES.map((language) => (
              <SingleSelectOption key={language} value={language}>
                {t(`common.language.${language}`)}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </FormField>
      </Half>
      <Half>
        <FormField {...field('timeZone')} hint={t('settings.timeZone.hint')}>
          <TimeZoneInput
            value={draft.timeZone}
            disabled={disabled}
            onChange={(timeZone) => onChange({ timeZone })}
          />
        </FormField>
      </Half>
    </Grid.Root>
  );
};

interface TimeZoneProps {
  value: string;
  disabled: boolean;
  onChange: (timeZone: string) => void;
}

const TimeZoneInput = ({ value, disabled, onChange }: TimeZoneProps) => {
  const t = useT();
  const zones = useMemo(() => [...new Set([value, ...Intl.supportedValuesOf('timeZone')])].sort(), [value]);
  return (
    <Combobox
      autocomplete={{ type: 'list', filter: 'contains' }}
      value={value}
      defaultTextValue={value}
      disabled={disabled}
      clearLabel={t('common.clear')}
      noOptionsMessage={() => t('settings.timeZone.none')}
      onChange={(zone) => zone && onChange(zone)}
    >
      {zones.map((zone) => (
        <ComboboxOption key={zone} value={zone}>
          {zone}
        </ComboboxOption>
      ))}
    </Combobox>
  );
};
