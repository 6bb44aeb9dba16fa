import type { Core } from '@strapi/strapi';

import { chunk, table, type Transaction } from '../../lib/database';
import { notFound } from '../../lib/errors';
import { LISTS } from '../tables';

export interface ListName {
  id: number;
  name: string;
  optIn: 'single' | 'double';
}

const COLUMNS = ['id', 'name', 'opt_in as optIn'] as const;

export async function readLists(
  strapi: Core.Strapi,
  ids: readonly number[],
  trx?: Transaction,
): Promise<ListName[]> {
  const lists: ListName[] = [];
  for (const batch of chunk([...new Set(ids)])) {
    lists.push(
      ...(await table(strapi, LISTS, trx)
        .whereIn('id', batch)
        .orderBy('id')
        .select<ListName[]>(...COLUMNS)),
    );
  }
  return lists;
}

/** @throws NotFoundError `list-not-found` */
export async function requireLists(
  strapi: Core.Strapi,
  ids: readonly number[],
  trx?: Transaction,
): Promise<ListName[]> {
  const lists = await readLists(strapi, ids, trx);
  if (lists.length === new Set(ids).size) return lists;
  throw notFound('list-not-found', 'Choose another list: this one does not exist any more.');
}

export const readPublicLists = async (strapi: Core.Strapi, slugs: readonly string[]): Promise<ListName[]> =>
  table(strapi, LISTS)
    .where({ visibility: 'public' })
    .whereIn('slug', slugs)
    .orderBy('id')
    .select(...COLUMNS);
