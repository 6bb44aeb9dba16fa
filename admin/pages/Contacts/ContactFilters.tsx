import { Flex } from '@strapi/design-system';

import { LANGUAGES, SUBSCRIPTION_STATUSES } from '../../../contracts';
import { Filter } from '../../components/Filter';
import { useAllLists } from '../../hooks/useAllLists';
import { useT } from '../../hooks/useT';
import { subscriptionKey } from './contact-words';

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
