import type { Core } from '@strapi/strapi';

import { table, toCount, type Transaction } from '../lib/database';
import { LINKS } from './tables';

/** Campaigns whose count is kept. */
const KEPT = 1000;

/** How many links the e-mails of campaigns have. Frozen links never change, so an answer serves again. */
export function createLinkCounts(
  strapi: Core.Strapi,
): (campaignIds: readonly number[], trx: Transaction) => Promise<Map<number, number>> {
  const kept = new Map<number, number>();
  return async (campaignIds, trx) => {
    const missing = [...new Set(campaignIds)].filter((id) => !kept.has(id));
    const rows: { campaign_id: number; links: unknown }[] = missing.length
      ? await table(strapi, LINKS, trx)
          .whereIn('campaign_id', missing)
          .groupBy('campaign_id')
          .select('campaign_id')
          .count({ links: '*' })
      : [];
    for (const { campaign_id: id, links } of rows) kept.set(id, toCount(links));
    const counts = new Map(campaignIds.map((id) => [id, kept.get(id) ?? 0]));
    if (kept.size > KEPT) kept.clear();
    return counts;
  };
}
