import { Grid, SingleSelect, SingleSelectOption, TextInput } from '@strapi/design-system';

import { LANGUAGES, type Language } from '../../../contracts';
import { FormField } from '../../components/FormField';
import { useT } from '../../hooks/useT';
import type { ContactDraft } from './contact-draft';

interface Props {
  draft: ContactDraft;
  errors: Record<string, string>;
  disabled: boolean;
  onChange: (part: Partial<ContactDraft>) => void;
}

export const ContactFields = ({ draft, errors, disabled, onChange }: Props) => {
  const t = useT();
  return (
    <Grid.Root gap={4}>
      <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
        <FormField label={t('contacts.email')} name="email" error={errors['email']} required>
          <TextInput
            type="email"
            autoComplete="off"
            value={draft.email}
            disabled={disabled}
            onChange={(event) => onChange({ email: event.target.value })}
          />
        </FormField>
      </Grid.Item>
      <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
        <FormField label={t('common.language')} name="language" hint={t('contacts.language.hint')}>
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
      </Grid.Item>
      {(['firstName', 'lastName'] as const).map((name) => (
        <Grid.Item key={name} col={6} s={12} xs={12} direction="column" alignItems="stretch">
          <FormField label={t(`contacts.${name}`)} name={name} error={errors[name]}>
            <TextInput
              autoComplete="off"
              value={draft[name]}
              disabled={disabled}
              onChange={(event) => onChange({ [name]: event.target.value })}
            />
          </FormField>
        </Grid.Item>
      ))}
    </Grid.Root>
  );
};
