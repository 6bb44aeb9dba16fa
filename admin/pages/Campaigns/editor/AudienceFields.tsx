import { Field, Link, MultiSelect, MultiSelectOption, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { useT } from '../../../hooks/useT';
import { pathTo } from '../../../lib/paths';
import { Section } from '../Section';
import { TimeZoneSelect } from '../TimeZoneSelect';
import { useAllLists } from '../useListNames';
import type { StepProps } from './DetailsStep';

export const AudienceFields = ({ form, disabled }: StepProps) => {
  const t = useT();
  const { values, change, errors } = form;
  return (
    <Section title={t('campaigns.editor.section.audience')}>
      <ListsField form={form} disabled={disabled} />
      <Field.Root
        id="campaign-timeZone"
        error={errors['timeZone']}
        hint={t('campaigns.field.time-zone-hint')}
      >
        <Field.Label>{t('campaigns.field.time-zone')}</Field.Label>
        <TimeZoneSelect
          value={values.timeZone}
          onChange={(timeZone) => change({ timeZone })}
          disabled={disabled}
        />
        <Field.Hint />
        <Field.Error />
      </Field.Root>
    </Section>
  );
};

const ListsField = ({ form: { values, change, errors }, disabled }: StepProps) => {
  const t = useT();
  const { lists, isLoading } = useAllLists();
  const chosen = lists.filter(({ id }) => values.listIds.includes(id));
  const unknown = isLoading ? [] : values.listIds.filter((id) => !lists.some((list) => list.id === id));

  if (!isLoading && lists.length === 0 && unknown.length === 0) {
    return (
      <Typography>
        {t('campaigns.field.lists-none')}{' '}
        <Link tag={NavLink} to={pathTo('lists')}>
          {t('campaigns.field.lists-none-link')}
        </Link>
      </Typography>
    );
  }
  const sum = chosen.reduce((total, { counts }) => total + counts.confirmed, 0);
  return (
    <Field.Root
      id="campaign-listIds"
      required
      error={errors['listIds']}
      hint={chosen.length ? t('campaigns.field.lists-sum', { count: sum }) : t('campaigns.field.lists-hint')}
    >
      <Field.Label>{t('campaigns.field.lists')}</Field.Label>
      <MultiSelect
        withTags
        value={values.listIds.map(String)}
        onChange={(ids: string[]) => change({ listIds: ids.map(Number) })}
        onClear={() => change({ listIds: [] })}
        clearLabel={t('campaigns.field.lists-clear')}
        placeholder={t('campaigns.field.lists-placeholder')}
        disabled={disabled}
        loading={isLoading}
      >
        {[
          ...lists.map(({ id, name, counts }) => (
            <MultiSelectOption key={id} value={String(id)}>
              {t('campaigns.field.list-option', { name, count: counts.confirmed })}
            </MultiSelectOption>
          )),
          ...unknown.map((id) => (
            <MultiSelectOption key={id} value={String(id)}>
              {t('campaigns.field.list-gone', { id })}
            </MultiSelectOption>
          )),
        ]}
      </MultiSelect>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
