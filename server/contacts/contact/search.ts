import type { Core } from '@strapi/strapi';

import { LANGUAGES, SUBSCRIPTION_STATUSES, type Language, type SubscriptionStatus } from '../../../contracts';
import { suppressedHashes } from '../../consent';
import { likePattern, table, toCount } from '../../lib/database';
import { idSchema, pageQuerySchema, z } from '../../lib/validate';
import { CONTACTS, SUBSCRIPTIONS } from '../tables';
import { fold } from './fold';

const SORTABLE = ['createdAt', 'updatedAt', 'email', 'firstName', 'lastName'] as const;
const COLUMN_OF = {
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  email: 'email',
  firstName: 'first_name',
  lastName: 'last_name',
} as const;

/** `ContactsQuery` of the contracts; newest first unless asked otherwise. */
export const contactsQuerySchema = pageQuerySchema(SORTABLE, 'desc').extend({
  listId: idSchema.optional(),
  status: z.enum(SUBSCRIPTION_STATUSES).optional(),
  language: z.enum(LANGUAGES).optional(),
  suppressed: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
});

export interface ContactFilter {
  search: string;
  listId?: number | undefined;
  status?: SubscriptionStatus | undefined;
  language?: Language | undefined;
  suppressed?: boolean | undefined;
}

export interface ContactPage extends ContactFilter {
  page: number;
  pageSize: number;
  sort: { field: (typeof SORTABLE)[number]; direction: 'asc' | 'desc' };
}

const FOLDED = ['first_name_folded', 'last_name_folded'];
const MAX_WORDS = 8;

/** A query on the contacts that a filter lets through. Every word must stand somewhere in address or names. */
export function filtered(strapi: Core.Strapi, filter: ContactFilter) {
  const query = table(strapi, CONTACTS);
  for (const word of filter.search.toLowerCase().split(/\s+/).filter(Boolean).slice(0, MAX_WORDS)) {
    query.where((any) => {
      any.whereRaw("email like ? escape '|'", [likePattern(word)]);
      for (const column of FOLDED) any.orWhereRaw("?? like ? escape '|'", [column, likePattern(fold(word))]);
    });
  }
  if (filter.language) query.where('language', filter.language);
  if (filter.listId || filter.status) {
    const held = table(strapi, SUBSCRIPTIONS).select('contact_id');
    if (filter.listId) held.where('list_id', filter.listId);
    if (filter.status) held.where('status', filter.status);
    query.whereIn('id', held);
  }
  if (filter.suppressed === true) query.whereIn('email_hash', suppressedHashes(strapi));
  if (filter.suppressed === false) query.whereNotIn('email_hash', suppressedHashes(strapi));
  return query;
}

/** @returns the ids of one page in order, and how many contacts there are in all. */
export async function searchContacts(
  strapi: Core.Strapi,
  { page, pageSize, sort, ...filter }: ContactPage,
): Promise<{ ids: number[]; total: number }> {
  const counted = (await filtered(strapi, filter).count({ total: '*' }).first()) as { total: unknown };
  const ids = (await filtered(strapi, filter)
    .orderBy([
      { column: COLUMN_OF[sort.field], order: sort.direction },
      { column: 'id', order: sort.direction },
    ])
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .pluck('id')) as number[];
  return { ids, total: toCount(counted.total) };
}
