import { Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import { LANGUAGES, SUBSCRIPTION_STATUSES } from '../../../contracts';
import { useAllLists } from '../../hooks/useAllLists';
import { useListQuery } from '../../hooks/useListQuery';
import { useT } from '../../hooks/useT';
import { subscriptionKey } from './contact-words';

interface FilterProps {
  name: string;
  label: string;
  options: { value: string; label: string }[];
}

/** One filter bound to the address bar. */
const Filter = ({ name, label, options }: FilterProps) => {
  const t = useT();
  const { raw, set } = useListQuery();
  return (
    <SingleSelect
      size="S"
      aria-label={label}
      placeholder={label}
      value={raw[name] ?? ''}
      onChange={(value) => set({ [name]: String(value) })}
      onClear={() => set({ [name]: undefined })}
      clearLabel={t('common.clear')}
    >
      {options.map((option) => (
        <SingleSelectOption key={option.value} value={option.value}>
          {option.label}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
};

export const ContactFilters = () => {
  const t = useT();
  const lists = useAllLists();
  return (
    <Flex gap={2} wrap="wrap" role="group" aria-label={t('contacts.filters')}>
      {lists.length > 0 && (
        <Filter
          name="listId"
          label={t('contacts.filter.list')}
          options={lists.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
      )}
      <Filter
        name="status"
        label={t('contacts.filter.status')}
        options={SUBSCRIPTION_STATUSES.map((status) => ({
          value: status,
          label: t(subscriptionKey(status)),
        }))}
      />
      <Filter
        name="language"
        label={t('common.language')}
        options={LANGUAGES.map((language) => ({ value: language, label: t(`common.language.${language}`) }))}
      />
      <Filter
        name="suppressed"
        label={t('contacts.filter.suppressed')}
        options={[
          { value: 'true', label: t('contacts.filter.suppressed.true') },
          { value: 'false', label: t('contacts.filter.suppressed.false') },
        ]}
      />
    </Flex>
  );
};
