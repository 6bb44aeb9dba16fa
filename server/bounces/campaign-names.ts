import type { Core } from '@strapi/strapi';

import { table } from '../lib/database';
import { CAMPAIGNS } from './tables';

/** Names of those that exist, by id. */
export async function campaignNames(
  strapi: Core.Strapi,
  ids: readonly (number | null)[],
): Promise<Map<number, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows: { id: number; name: string }[] = await table(strapi, CAMPAIGNS)
    .whereIn('id', wanted)
    .select('id', 'name');
  return new Map(rows.map(({ id, name }) => [id, name]));
}
