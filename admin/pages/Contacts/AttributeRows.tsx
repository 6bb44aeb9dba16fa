import { Box, Button, Field, Flex, IconButton, TextInput, Typography } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';

import { useT } from '../../hooks/useT';
import { useContactAttributesQuery } from '../../services/contacts';
import { attributeProblem, type AttributeRow } from './contact-draft';

interface Props {
  rows: AttributeRow[];
  onChange: (rows: AttributeRow[]) => void;
  disabled: boolean;
}

const MAX_ROWS = 50;

/** Free fields of a contact as rows of key and value; keys already in use are suggested. */
export const AttributeRows = ({ rows, onChange, disabled }: Props) => {
  const t = useT();
  const { data: known = [] } = useContactAttributesQuery();
  const change = (index: number, part: Partial<AttributeRow>) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...part } : row)));

  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <datalist id="mail-campaigns-attributes">
        {known.map((key) => (
          <option key={key} value={key} />
        ))}
      </datalist>
      {rows.length === 0 && <Typography textColor="neutral600">{t('contacts.attributes.none')}</Typography>}
      {rows.map((row, index) => {
        const problem = attributeProblem(rows, index);
        return (
          <Flex key={index} gap={2} alignItems="flex-start">
            <Box flex="1">
              <Field.Root error={problem && t(problem)}>
                <TextInput
                  aria-label={t('contacts.attribute.key')}
                  placeholder={t('contacts.attribute.key')}
                  list="mail-campaigns-attributes"
                  value={row.key}
                  disabled={disabled}
                  onChange={(event) => change(index, { key: event.target.value })}
                />
                <Field.Error />
              </Field.Root>
            </Box>
            <Box flex="2">
              <Field.Root>
                <TextInput
                  aria-label={t('contacts.attribute.value', { key: row.key })}
                  placeholder={t('contacts.attribute.value.placeholder')}
                  value={row.value}
                  disabled={disabled}
                  onChange={(event) => change(index, { value: event.target.value })}
                />
              </Field.Root>
            </Box>
            {!disabled && (
              <IconButton
                label={t('contacts.attribute.remove', { key: row.key })}
                size="L"
                onClick={() => onChange(rows.filter((_row, at) => at !== index))}
              >
                <Trash />
              </IconButton>
            )}
          </Flex>
        );
      })}
      {!disabled && rows.length < MAX_ROWS && (
        <Box>
          <Button
            variant="tertiary"
            startIcon={<Plus />}
            type="button"
            onClick={() => onChange([...rows, { key: '', value: '' }])}
          >
            {t('contacts.attribute.add')}
          </Button>
        </Box>
      )}
    </Flex>
  );
};
