import type { Core } from '@strapi/strapi';

import type { SuppressionReason } from '../../contracts';
import { clock } from '../lib/clock';
import { chunk, joinTransaction, table, toDate, type Transaction } from '../lib/database';
import { suppression, suppressionRecord } from './models';

export interface SuppressionEntry {
  addressHash: string;
  reason: SuppressionReason;
  /** What proves it, e.g. the server's words. */
  evidence?: string | null;
  /** The feedback that proves it. */
  feedbackId?: number | null;
  /** When it ends by itself; null: never. */
  until?: Date | null;
  campaignId?: number | null;
  actorId?: number | null;
}

export interface Suppression {
  reason: SuppressionReason;
  since: Date;
  until: Date | null;
  evidence: string | null;
  feedbackId: number | null;
  campaignId: number | null;
}

/**
 * What lifted a suppression: an editor, the person who asked for e-mails again, the end of a rest, or better rules that
 * read the evidence otherwise.
 */
export type LiftRule = 'admin' | 'opt-in' | 'rest-over' | 'classified-again';

export interface LiftProof {
  rule: LiftRule;
  /** Why, in the words of the editor. */
  note?: string | null;
  actorId?: number | null;
}

interface Row {
  address_hash: string;
  reason: SuppressionReason;
  evidence: string | null;
  feedback_id: number | null;
  until: unknown;
  campaign_id: number | null;
  created_at: unknown;
}

/** What outweighs what: a heavier reason takes the place of a lighter one, for it is harder to lift. */
const WEIGHT: Record<SuppressionReason, number> = { soft_limit: 0, manual: 1, hard_bounce: 2, complaint: 3 };

const toColumns = (entry: SuppressionEntry, now: Date) => ({
  reason: entry.reason,
  evidence: entry.evidence ?? null,
  feedback_id: entry.feedbackId ?? null,
  until: entry.until ?? null,
  campaign_id: entry.campaignId ?? null,
  actor_id: entry.actorId ?? null,
  created_at: now,
});

/** One entry per address, the heaviest. */
const heaviest = (entries: readonly SuppressionEntry[]): SuppressionEntry[] => [
  ...new Map(
    [...entries]
      .sort((a, b) => WEIGHT[a.reason] - WEIGHT[b.reason])
      .map((entry): [string, SuppressionEntry] => [entry.addressHash, entry]),
  ).values(),
];

/** See `ConsentService.suppress`. */
export const suppress = (
  strapi: Core.Strapi,
  entries: readonly SuppressionEntry[],
  trx?: Transaction,
): Promise<void> =>
  joinTransaction(strapi, trx, async (own) => {
    for (const batch of chunk(heaviest(entries))) await suppressBatch(strapi, batch, own);
  });

async function suppressBatch(
  strapi: Core.Strapi,
  batch: readonly SuppressionEntry[],
  trx: Transaction,
): Promise<void> {
  const now = clock.now();
  const known = await read(
    strapi,
    batch.map(({ addressHash }) => addressHash),
    trx,
  );
  const changing = batch.filter(({ addressHash, reason }) => {
    const before = known.get(addressHash);
    return !before || WEIGHT[before.reason] < WEIGHT[reason];
  });
  if (changing.length === 0) return;
  await table(strapi, suppression.table, trx)
    .insert(changing.map((entry) => ({ address_hash: entry.addressHash, ...toColumns(entry, now) })))
    .onConflict('address_hash')
    .ignore();
  await outweigh(strapi, changing, trx);
  await table(strapi, suppressionRecord.table, trx).insert(
    changing.map(({ addressHash, reason, evidence, feedbackId, campaignId, actorId }) => ({
      address_hash: addressHash,
      action: 'suppressed',
      reason,
      note: evidence ?? null,
      feedback_id: feedbackId ?? null,
      campaign_id: campaignId ?? null,
      actor_id: actorId ?? null,
      occurred_at: now,
    })),
  );
}

/** Gives heavier reasons their due, also over those that another process wrote a moment ago. */
async function outweigh(
  strapi: Core.Strapi,
  entries: readonly SuppressionEntry[],
  trx: Transaction,
): Promise<void> {
  const hashes = entries.map(({ addressHash }) => addressHash);
  const rows = await rowsOf(strapi, hashes, trx)
    .forUpdate()
    .select<Pick<Row, 'address_hash' | 'reason'>[]>('address_hash', 'reason');
  const reasons = new Map(rows.map((row) => [row.address_hash, row.reason]));
  for (const entry of entries) {
    const before = reasons.get(entry.addressHash);
    if (!before || WEIGHT[before] >= WEIGHT[entry.reason]) continue;
    await rowsOf(strapi, [entry.addressHash], trx).update(toColumns(entry, clock.now()));
  }
}

const rowsOf = (strapi: Core.Strapi, addressHashes: readonly string[], trx: Transaction | undefined) =>
  table(strapi, suppression.table, trx).whereIn('address_hash', addressHashes);

/** @param addressHashes one batch at most. */
async function read(
  strapi: Core.Strapi,
  addressHashes: readonly string[],
  trx?: Transaction,
): Promise<Map<string, Suppression>> {
  const rows: Row[] = await rowsOf(strapi, addressHashes, trx).select(
    'address_hash',
    'reason',
    'evidence',
    'feedback_id',
    'until',
    'campaign_id',
    'created_at',
  );
  return new Map(
    rows.map((row) => [
      row.address_hash,
      {
        reason: row.reason,
        since: toDate(row.created_at) as Date,
        until: toDate(row.until),
        evidence: row.evidence,
        feedbackId: row.feedback_id,
        campaignId: row.campaign_id,
      },
    ]),
  );
}

/** By address hash, those of them that are suppressed. */
export async function suppressionsOf(
  strapi: Core.Strapi,
  addressHashes: readonly string[],
  trx?: Transaction,
): Promise<Map<string, Suppression>> {
  const found = new Map<string, Suppression>();
  for (const batch of chunk(addressHashes)) {
    for (const [hash, one] of await read(strapi, batch, trx)) found.set(hash, one);
  }
  return found;
}

/** See `ConsentService.suppressedBy`. */
export async function suppressedBy(
  strapi: Core.Strapi,
  feedbackIds: readonly number[],
): Promise<{ addressHash: string; reason: SuppressionReason; feedbackId: number }[]> {
  const found: Pick<Row, 'address_hash' | 'reason' | 'feedback_id'>[] = [];
  for (const batch of chunk(feedbackIds)) {
    found.push(
      ...(await table(strapi, suppression.table)
        .whereIn('feedback_id', batch)
        .select<typeof found>('address_hash', 'reason', 'feedback_id')),
    );
  }
  return found.map((row) => ({
    addressHash: row.address_hash,
    reason: row.reason,
    feedbackId: row.feedback_id as number,
  }));
}

/** See `ConsentService.lift`. */
export const lift = (
  strapi: Core.Strapi,
  addressHashes: readonly string[],
  reasons: readonly SuppressionReason[],
  proof: LiftProof,
  trx?: Transaction,
): Promise<number> =>
  joinTransaction(strapi, trx, async (own) => {
    let lifted = 0;
    for (const batch of chunk(addressHashes)) {
      const rows = (await rowsOf(strapi, batch, own)
        .whereIn('reason', [...reasons])
        .forUpdate()) as Row[];
      lifted += await liftRows(strapi, rows, proof, own);
    }
    return lifted;
  });

/** Ends the rests whose time is over, a batch at a time. @returns how many. */
export const liftRested = (strapi: Core.Strapi): Promise<number> =>
  joinTransaction(strapi, undefined, async (trx) => {
    const rows = (await table(strapi, suppression.table, trx)
      .where({ reason: 'soft_limit' })
      .where('until', '<=', clock.now())
      .orderBy('id')
      .limit(500)
      .forUpdate()) as Row[];
    return liftRows(strapi, rows, { rule: 'rest-over' }, trx);
  });

async function liftRows(
  strapi: Core.Strapi,
  rows: readonly Row[],
  { rule, note, actorId }: LiftProof,
  trx: Transaction,
): Promise<number> {
  if (rows.length === 0) return 0;
  await rowsOf(
    strapi,
    rows.map((row) => row.address_hash),
    trx,
  ).del();
  await table(strapi, suppressionRecord.table, trx).insert(
    rows.map((row) => ({
      address_hash: row.address_hash,
      action: 'lifted',
      reason: row.reason,
      rule,
      note: note ?? null,
      feedback_id: row.feedback_id,
      actor_id: actorId ?? null,
      occurred_at: clock.now(),
    })),
  );
  return rows.length;
}
