import { useState } from 'react';
import {
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Table,
  Tbody,
  Td,
  TextInput,
  Th,
  Thead,
  Tr,
  Typography,
} from '@strapi/design-system';

import type { ImportColumn, ImportTarget } from '../../../contracts';
import { useT } from '../../hooks/useT';
import { useContactAttributesQuery } from '../../services/contacts';
import { attributeOf, attributeTarget, FIELD_TARGETS, keyFromHeader, targetProblem } from './targets';

interface Props {
  columns: ImportColumn[];
  targets: ImportTarget[];
  onChange: (targets: ImportTarget[]) => void;
}

/** Each column of the file with its first values and where it goes. */
export const ColumnsTable = ({ columns, targets, onChange }: Props) => {
  const t = useT();
  const { data: known = [] } = useContactAttributesQuery();
  const suggested = columns.flatMap(({ target }) => attributeOf(target) ?? []);
  const keys = [...new Set([...known, ...suggested])].sort();
  return (
    <Table colCount={3} rowCount={columns.length + 1}>
      <Thead>
        <Tr>
          {['imports.column', 'imports.samples', 'imports.target'].map((title) => (
            <Th key={title}>
              <Typography variant="sigma" textColor="neutral600">
                {t(title)}
              </Typography>
            </Th>
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {columns.map((column, index) => (
          <Tr key={index}>
            <Td>
              <Typography fontWeight="semiBold">
                {column.header || t('imports.noHeader', { n: index + 1 })}
              </Typography>
            </Td>
            <Td>
              <Flex direction="column" alignItems="flex-start" maxWidth="360px">
                {column.samples.slice(0, 3).map((sample, at) => (
                  <Typography key={at} variant="pi" textColor="neutral600" ellipsis maxWidth="360px">
                    {sample || '–'}
                  </Typography>
                ))}
              </Flex>
            </Td>
            <Td>
              <TargetSelect
                header={column.header || t('imports.noHeader', { n: index + 1 })}
                keys={keys}
                target={targets[index] ?? null}
                problem={targetProblem(targets, index)}
                onChange={(target) => onChange(targets.map((old, at) => (at === index ? target : old)))}
              />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
};

interface SelectProps {
  header: string;
  keys: string[];
  target: ImportTarget;
  problem: string | undefined;
  onChange: (target: ImportTarget) => void;
}

const NONE = 'none';
const NEW = 'new';

const TargetSelect = ({ header, keys, target, problem, onChange }: SelectProps) => {
  const t = useT();
  const [isNew, setNew] = useState(false);
  const key = attributeOf(target) ?? '';

  const choose = (value: string) => {
    setNew(value === NEW);
    if (value === NEW) onChange(attributeTarget(keyFromHeader(header)));
    else onChange(value === NONE ? null : (value as ImportTarget));
  };

  return (
    <Field.Root error={problem && t(problem)}>
      <Flex direction="column" alignItems="stretch" gap={2} minWidth="240px">
        <SingleSelect
          size="S"
          aria-label={t('imports.target.of', { header })}
          value={isNew ? NEW : (target ?? NONE)}
          onChange={(value) => choose(String(value))}
        >
          <SingleSelectOption value={NONE}>{t('imports.target.none')}</SingleSelectOption>
          {FIELD_TARGETS.map((field) => (
            <SingleSelectOption key={field} value={field}>
              {t(`imports.target.${field}`)}
            </SingleSelectOption>
          ))}
          {keys.map((known) => (
            <SingleSelectOption key={known} value={`attributes.${known}`}>
              {t('imports.target.attribute', { key: known })}
            </SingleSelectOption>
          ))}
          <SingleSelectOption value={NEW}>{t('imports.target.new')}</SingleSelectOption>
        </SingleSelect>
        {isNew && (
          <TextInput
            size="S"
            aria-label={t('contacts.attribute.key')}
            value={key}
            onChange={(event) => onChange(attributeTarget(event.target.value.trim()))}
          />
        )}
        <Field.Error />
      </Flex>
    </Field.Root>
  );
};
