import { Button, Flex, Grid, SingleSelect, SingleSelectOption, TextInput } from '@strapi/design-system';
import { Plus } from '@strapi/icons';

import { FIELD_USES, LANGUAGES, type FieldUse, type FormField as Field } from '../../../contracts';
import { FormField } from '../../components/FormField';
import { Panel } from '../../components/Panel';
import { useCan } from '../../hooks/useCan';
import { useT } from '../../hooks/useT';
import { useContactAttributesQuery } from '../../services/contacts';
import type { PartProps } from './part';

const OWN = ['firstName', 'lastName'];

/** What the form asks for besides the address: the names, and attributes that contacts have. */
export const ContactFieldsChoice = ({ definition: { fields }, errors, disabled, onChange }: PartProps) => {
  const t = useT();
  const can = useCan();
  const { data: attributes = [] } = useContactAttributesQuery(undefined, { skip: !can('contacts.read') });
  const free = attributes.filter((key) => !fields.some((field) => field.key === key));
  const set = (key: string, part: Partial<Field>) =>
    onChange({ fields: fields.map((field) => (field.key === key ? { ...field, ...part } : field)) });
  const add = (key: string) =>
    onChange({ fields: [...fields, { key, use: 'optional', labels: { es: '', en: '' } }] });

  return (
    <Panel title={t('forms.fields')} hint={t('forms.fields.hint')}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        {fields.map(({ key, use, labels }, index) => {
          const label = OWN.includes(key) ? t(`forms.field.${key}`) : key;
          return (
            <Grid.Root key={key} gap={4}>
              <Grid.Item col={4} s={12} xs={12} direction="column" alignItems="stretch">
                <FormField label={label} name={key} error={errors[`definition.fields.${index}.use`]}>
                  <SingleSelect
                    value={use}
                    disabled={disabled}
                    onChange={(value) => set(key, { use: value as FieldUse })}
                  >
                    {FIELD_USES.map((value) => (
                      <SingleSelectOption key={value} value={value}>
                        {t(`forms.use.${value}`)}
                      </SingleSelectOption>
                    ))}
                  </SingleSelect>
                </FormField>
              </Grid.Item>
              {use !== 'off' &&
                LANGUAGES.map((language) => (
                  <Grid.Item key={language} col={4} s={6} xs={12} direction="column" alignItems="stretch">
                    <FormField
                      label={t(`forms.label.${language}`)}
                      name={`${key}-${language}`}
                      error={errors[`definition.fields.${index}.labels.${language}`]}
                    >
                      <TextInput
                        value={labels[language]}
                        maxLength={120}
                        placeholder={t('forms.shipped')}
                        disabled={disabled}
                        onChange={(event) =>
                          set(key, { labels: { ...labels, [language]: event.target.value } })
                        }
                      />
                    </FormField>
                  </Grid.Item>
                ))}
            </Grid.Root>
          );
        })}
        {!disabled && free.length > 0 && (
          <Flex gap={2} wrap="wrap">
            {free.map((key) => (
              <Button
                key={key}
                type="button"
                variant="tertiary"
                startIcon={<Plus />}
                onClick={() => add(key)}
              >
                {key}
              </Button>
            ))}
          </Flex>
        )}
      </Flex>
    </Panel>
  );
};
