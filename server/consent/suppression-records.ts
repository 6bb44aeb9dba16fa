import type { Core } from '@strapi/strapi';

import type { SuppressionReason } from '../../contracts';
import { chunk, table, toDate, type Transaction } from '../lib/database';
import { suppression, suppressionRecord } from './models';
import type { LiftRule } from './suppressions';

export interface SuppressionRecord {
  action: 'suppressed' | 'lifted';
  reason: SuppressionReason;
  /** What lifted it. */
  rule: LiftRule | null;
  /** The server's words, or the editor's. */
  note: string | null;
  feedbackId: number | null;
  campaignId: number | null;
  actorId: number | null;
  occurredAt: Date;
}

/** Of each address, when its latest rest after too many soft bounces began. */
export async function lastRests(
  strapi: Core.Strapi,
  addressHashes: readonly string[],
  trx?: Transaction,
): Promise<Map<string, Date>> {
  const found = new Map<string, Date>();
  for (const batch of chunk(addressHashes)) {
    const rows: { address_hash: string; last: unknown }[] = await table(strapi, suppressionRecord.table, trx)
      .whereIn('address_hash', batch)
      .where({ action: 'suppressed', reason: 'soft_limit' })
      .groupBy('address_hash')
      .select('address_hash')
      .max({ last: 'occurred_at' });
    for (const row of rows) found.set(row.address_hash, toDate(row.last) as Date);
  }
  return found;
}

/** Of each address, when an editor or its person last said that e-mails arrive again after some had come back. */
export async function lastVouched(
  strapi: Core.Strapi,
  addressHashes: readonly string[],
  trx?: Transaction,
): Promise<Map<string, Date>> {
  const found = new Map<string, Date>();
  for (const batch of chunk(addressHashes)) {
    const rows: { address_hash: string; last: unknown }[] = await table(strapi, suppressionRecord.table, trx)
      .whereIn('address_hash', batch)
      .where({ action: 'lifted' })
      .whereIn('rule', ['admin', 'opt-in'])
      .whereIn('reason', ['hard_bounce', 'soft_limit'])
      .groupBy('address_hash')
      .select('address_hash')
      .max({ last: 'occurred_at' });
    for (const row of rows) found.set(row.address_hash, toDate(row.last) as Date);
  }
  return found;
}

export async function suppressionHistory(
  strapi: Core.Strapi,
  addressHash: string,
): Promise<SuppressionRecord[]> {
  const rows = (await strapi.db.query(`plugin::mail-campaigns.${suppressionRecord.name}`).findMany({
    where: { addressHash },
    orderBy: { id: 'asc' },
  })) as SuppressionRecord[];
  return rows.map((row) => ({ ...row, occurredAt: toDate(row.occurredAt) as Date }));
}

/** See `ConsentService.forget`. */
export async function forget(
  strapi: Core.Strapi,
  addressHashes: readonly string[],
  trx: Transaction,
): Promise<void> {
  for (const batch of chunk(addressHashes)) {
    await table(strapi, suppression.table, trx).whereIn('address_hash', batch).update({ evidence: null });
    await table(strapi, suppressionRecord.table, trx).whereIn('address_hash', batch).update({ note: null });
  }
}
