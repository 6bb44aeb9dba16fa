import type { Core } from '@strapi/strapi';

import type { ContactAttributes, ExclusionReason, Language, SuppressionReason } from '../../contracts';
import { clock } from '../lib/clock';
import { dialectOf, inTransaction, qualified, table, toJson, type Transaction } from '../lib/database';
import { CONTACTS, DELIVERIES, LISTS, SUBSCRIPTIONS, SUPPRESSIONS } from './tables';

/** A row that a worker has marked in flight, with all that its message needs. */
export interface ClaimedRow {
  id: number;
  address: string;
  addressHash: string;
  attempts: number;
  firstAttemptAt: unknown;
  contact: {
    firstName: string | null;
    lastName: string | null;
    language: Language;
    attributes: ContactAttributes;
  };
  list: { id: number; name: string; slug: string };
}

export interface ClaimScope {
  campaignId: number;
  /** Row ids of the lot, both included. */
  fromId: number;
  toId: number;
  /** At most so many rows: what a crash can leave uncertain. */
  limit: number;
}

/** The part of knex's join builder used here; its own type is lost behind Strapi's. */
interface JoinClause {
  on(left: string, right: string): JoinClause;
  andOn(left: string, right: string): JoinClause;
}

interface JoinedRow {
  id: number;
  address: string | null;
  address_hash: string;
  attempts: number;
  first_attempt_at: unknown;
  known_contact: number | null;
  email: string | null;
  first_name: string | null;
  last_name: string | null;
  language: Language | null;
  attributes: unknown;
  subscription: string | null;
  suppression: SuppressionReason | null;
  list_id: number;
  list_name: string | null;
  slug: string | null;
}

/** Rows that may be sent now: waiting, or deferred until a time that has come. */
export const due = (strapi: Core.Strapi, campaignId: number, trx?: Transaction) =>
  table(strapi, DELIVERIES, trx)
    .where({ campaign_id: campaignId })
    .where((rows) =>
      rows
        .where({ status: 'pending' })
        .orWhere((deferred) =>
          deferred.where({ status: 'deferred' }).where('next_attempt_at', '<=', clock.now()),
        ),
    );

/**
 * Marks up to `limit` rows of a lot in flight and commits, before any of them meets SMTP. Rows of people who left,
 * were suppressed or erased since the freeze become excluded instead.
 * @param claim unique; outcomes are accepted for this claim only, so a row is never settled by two workers.
 * @returns the rows to send; `exhausted` where the lot has no more.
 */
export function claimGroup(
  strapi: Core.Strapi,
  scope: ClaimScope,
  workerId: string,
  claim: string,
): Promise<{ rows: ClaimedRow[]; exhausted: boolean }> {
  return inTransaction(strapi, async (trx) => {
    const selection = due(strapi, scope.campaignId, trx)
      .whereBetween('id', [scope.fromId, scope.toId])
      .orderBy('id')
      .limit(scope.limit);
    // Two workers on one lot take different rows; SQLite has one writer and needs no lock.
    const locked = dialectOf(strapi) === 'sqlite' ? selection : selection.forUpdate().skipLocked();
    const found: { id: number }[] = await locked.select('id');
    const ids = found.map(({ id }) => id);
    if (ids.length === 0) return { rows: [], exhausted: true };
    const now = clock.now();
    const joined = await join(strapi, ids, trx);
    const excluded = joined.flatMap((row) => {
      const reason = whyNot(row);
      return reason ? [{ id: row.id, reason }] : [];
    });
    for (const reason of new Set(excluded.map((row) => row.reason))) {
      await table(strapi, DELIVERIES, trx)
        .whereIn(
          'id',
          excluded.filter((row) => row.reason === reason).map((row) => row.id),
        )
        .update({ status: 'excluded', reason, updated_at: now });
    }
    const sendable = joined.filter((row) => !whyNot(row));
    await table(strapi, DELIVERIES, trx)
      .whereIn(
        'id',
        sendable.map((row) => row.id),
      )
      .update({
        status: 'in_flight',
        claim,
        worker_id: workerId,
        attempts: trx.raw('attempts + 1'),
        first_attempt_at: trx.raw('coalesce(first_attempt_at, ?)', [now]),
        updated_at: now,
      });
    return { rows: sendable.map(toClaimed), exhausted: ids.length < scope.limit };
  });
}

async function join(strapi: Core.Strapi, ids: number[], trx: Transaction): Promise<JoinedRow[]> {
  const rows: JoinedRow[] = await trx(`${qualified(strapi, DELIVERIES)} as d`)
    .leftJoin(`${qualified(strapi, CONTACTS)} as c`, 'c.id', 'd.contact_id')
    .leftJoin(`${qualified(strapi, SUBSCRIPTIONS)} as s`, (on: JoinClause) =>
      on.on('s.contact_id', 'd.contact_id').andOn('s.list_id', 'd.list_id'),
    )
    .leftJoin(`${qualified(strapi, SUPPRESSIONS)} as p`, 'p.address_hash', 'd.address_hash')
    .leftJoin(`${qualified(strapi, LISTS)} as l`, 'l.id', 'd.list_id')
    .whereIn('d.id', ids)
    .orderBy('d.id')
    .select({
      id: 'd.id',
      address: 'd.address',
      address_hash: 'd.address_hash',
      attempts: 'd.attempts',
      first_attempt_at: 'd.first_attempt_at',
      known_contact: 'c.id',
      email: 'c.email',
      first_name: 'c.first_name',
      last_name: 'c.last_name',
      language: 'c.language',
      attributes: 'c.attributes',
      subscription: 's.status',
      suppression: 'p.reason',
      list_id: 'd.list_id',
      list_name: 'l.name',
      slug: 'l.slug',
    });
  return rows;
}

/** Consent is asked again at the last moment: whoever left while the campaign runs is not written to. */
function whyNot(row: JoinedRow): ExclusionReason | null {
  if (row.known_contact === null || row.address === null) return 'erased';
  if (row.suppression) return `suppressed_${row.suppression}`;
  return row.subscription === 'confirmed' ? null : 'unsubscribed';
}

const toClaimed = (row: JoinedRow): ClaimedRow => ({
  id: row.id,
  address: row.address ?? '',
  addressHash: row.address_hash,
  attempts: row.attempts + 1,
  firstAttemptAt: row.first_attempt_at,
  contact: {
    firstName: row.first_name,
    lastName: row.last_name,
    language: row.language ?? 'es',
    attributes: toJson<ContactAttributes>(row.attributes) ?? {},
  },
  list: { id: row.list_id, name: row.list_name ?? '', slug: row.slug ?? '' },
});
