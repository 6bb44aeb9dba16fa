import type { Core } from '@strapi/strapi';

import type { List, ListInput } from '../../../contracts';
import {
  isUniqueViolation,
  joinTransaction,
  likePattern,
  table,
  toCount,
  toInstant,
} from '../../lib/database';
import { notFound, refused } from '../../lib/errors';
import { LISTS, SUBSCRIPTIONS } from '../tables';
import { slugOf } from './slug';

export const LIST_UID = 'plugin::mail-campaigns.list';
/** Of the room above, read by its content type's metadata only. */
const CAMPAIGN_UID = 'plugin::mail-campaigns.campaign';
const HOLDING = ['scheduled', 'sending', 'paused'];
const COLUMN_OF = { name: 'name', createdAt: 'created_at', updatedAt: 'updated_at' } as const;

export interface ListPage {
  page: number;
  pageSize: number;
  search: string;
  sort: { field: keyof typeof COLUMN_OF; direction: 'asc' | 'desc' };
}

const listNotFound = () =>
  notFound('list-not-found', 'Go back to the lists: this one does not exist any more.');

/** @throws NotFoundError `list-not-found` */
export async function readList(strapi: Core.Strapi, id: number): Promise<List> {
  const [row] = await table(strapi, LISTS).where({ id }).select<ListRow[]>('*');
  if (!row) throw listNotFound();
  return (await toLists(strapi, [row]))[0] as List;
}

export async function searchLists(
  strapi: Core.Strapi,
  { page, pageSize, search, sort }: ListPage,
): Promise<{ lists: List[]; total: number }> {
  const filtered = () => {
    const query = table(strapi, LISTS);
    if (search) query.whereRaw("lower(name) like ? escape '|'", [likePattern(search.toLowerCase())]);
    return query;
  };
  const counted = (await filtered().count({ total: '*' }).first()) as { total: unknown };
  const rows = await filtered()
    .orderBy([
      { column: COLUMN_OF[sort.field], order: sort.direction },
      { column: 'id', order: sort.direction },
    ])
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .select<ListRow[]>('*');
  return { lists: await toLists(strapi, rows), total: toCount(counted.total) };
}

interface ListRow {
  id: number;
  name: string;
  slug: string;
  description: string | null;
  opt_in: List['optIn'];
  visibility: List['visibility'];
  offers_frequency: boolean | number | null;
  created_at: unknown;
  updated_at: unknown;
}

async function toLists(strapi: Core.Strapi, rows: readonly ListRow[]): Promise<List[]> {
  const counted = await table(strapi, SUBSCRIPTIONS)
    .whereIn(
      'list_id',
      rows.map((row) => row.id),
    )
    .groupBy('list_id', 'status')
    .select('list_id', 'status')
    .count<{ list_id: number; status: string; total: unknown }[]>({ total: '*' });
  const counts = new Map(
    counted.map((row): [string, number] => [`${row.list_id}:${row.status}`, toCount(row.total)]),
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    slug: row.slug,
    description: row.description,
    optIn: row.opt_in,
    visibility: row.visibility,
    // SQLite and MySQL know no boolean; a list of an earlier version has none.
    offersFrequency: Boolean(row.offers_frequency),
    counts: {
      confirmed: counts.get(`${row.id}:confirmed`) ?? 0,
      pending: counts.get(`${row.id}:pending`) ?? 0,
      unsubscribed: counts.get(`${row.id}:unsubscribed`) ?? 0,
    },
    createdAt: toInstant(row.created_at) as string,
    updatedAt: toInstant(row.updated_at) as string,
  }));
}

/** The slug comes from the name, with a number where another list has it; it never changes afterwards. */
export async function createList(strapi: Core.Strapi, input: ListInput): Promise<List> {
  const base = slugOf(input.name);
  for (;;) {
    const taken = new Set(
      (await table(strapi, LISTS).where('slug', 'like', `${base}%`).pluck('slug')) as string[],
    );
    let slug = base;
    for (let number = 2; taken.has(slug); number += 1) slug = `${base}-${number}`;
    try {
      const list = (await strapi.db.query(LIST_UID).create({ data: { ...input, slug } })) as { id: number };
      return await readList(strapi, list.id);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
  }
}

/** @throws NotFoundError `list-not-found` */
export async function updateList(strapi: Core.Strapi, id: number, input: ListInput): Promise<List> {
  await readList(strapi, id);
  await strapi.db.query(LIST_UID).update({ where: { id }, data: { ...input } });
  return readList(strapi, id);
}

/**
 * Deletes the list with its subscriptions; the consent records stay.
 * @throws NotFoundError `list-not-found`; ApplicationError `list-in-use`
 */
export async function deleteList(strapi: Core.Strapi, id: number): Promise<void> {
  await joinTransaction(strapi, undefined, async (trx) => {
    const campaign = (await strapi.db.query(CAMPAIGN_UID).findOne({
      select: ['name'],
      where: { lists: { id }, status: { $in: HOLDING } },
    })) as { name: string } | null;
    if (campaign) {
      throw refused(
        'list-in-use',
        `Wait until the campaign “${campaign.name}” is sent, or cancel it: it goes to this list.`,
        { values: { campaign: campaign.name } },
      );
    }
    await table(strapi, SUBSCRIPTIONS, trx).where({ list_id: id }).del();
    if (!(await strapi.db.query(LIST_UID).delete({ where: { id } }))) throw listNotFound();
  });
}
