import { LANGUAGES, SUBSCRIPTION_STATUSES, type ContactsQuery, type PageQuery } from '../../../contracts';

const oneOf = <T extends string>(values: readonly T[], text: string | undefined): T | undefined =>
  values.find((value) => value === text);

/** The filters in the address bar as the API wants them; what it would refuse is left out. */
export const contactsQuery = (raw: Record<string, string | undefined>, page: PageQuery): ContactsQuery => {
  const query: ContactsQuery = { ...page };
  const listId = Number(raw['listId']);
  const status = oneOf(SUBSCRIPTION_STATUSES, raw['status']);
  const language = oneOf(LANGUAGES, raw['language']);
  if (Number.isInteger(listId) && listId > 0) query.listId = listId;
  if (status) query.status = status;
  if (language) query.language = language;
  if (raw['suppressed'] === 'true' || raw['suppressed'] === 'false')
    query.suppressed = raw['suppressed'] === 'true';
  return query;
};
