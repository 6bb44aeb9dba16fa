import type { Core } from '@strapi/strapi';

import type { ContactAttributes, ExclusionReason, Language, TrackingChoice } from '../../contracts';
import { clock } from '../lib/clock';
import { joinTransaction, qualified, table, toJson, type Transaction } from '../lib/database';
import { dialectOf, selectRows, skipLocked } from '../lib/dialect';
import { CONTACTS, DELIVERIES, LISTS, SUBSCRIPTIONS, SUPPRESSIONS } from './tables';
import { frequencyBindings, gotOneLately, IS_PAUSED, pauseBindings } from './wishes';

/** A row that a worker has marked in flight, with all that its message needs. */
export interface ClaimedRow {
  id: number;
  /** Outcomes are accepted for this claim only, so a row is never settled by two workers. */
  claim: string;
  address: string;
  addressHash: string;
  domain: string;
  attempts: number;
  firstAttemptAt: unknown;
  contactId: number;
  contact: {
    firstName: string | null;
    lastName: string | null;
    language: Language;
    attributes: ContactAttributes;
    tracking: TrackingChoice | null;
  };
  list: { id: number; name: string; slug: string };
}

export interface ClaimScope {
  campaignId: number;
  /** Row ids of the lot, both included. */
  fromId: number;
  toId: number;
  /** At most so many rows. */
  limit: number;
  /** Recipient domains whose rows stay where they are. */
  withoutDomains?: readonly string[];
}

interface JudgedRow {
  id: number;
  address: string | null;
  address_hash: string;
  domain: string;
  attempts: number;
  first_attempt_at: unknown;
  reason: ExclusionReason | null;
  contact_id: number;
  first_name: string | null;
  last_name: string | null;
  language: Language | null;
  attributes: unknown;
  tracking: TrackingChoice | null;
  list_id: number;
  list_name: string | null;
  slug: string | null;
}

/**
 * Rows of a campaign that may be sent now: waiting, or put off until a time that has come. Bindings: campaign, now.
 * Written so that no index fits: a lot is found by its range of ids, whatever the database believes of the statuses.
 */
const IS_DUE = `campaign_id + 0 = ? and case when status = 'pending' then 1
  when status = 'deferred' and next_attempt_at <= ? then 1 else 0 end = 1`;

/**
 * Consent is asked again at the last moment: whoever left or began a pause while the campaign runs is not written to.
 * Bindings: `wishes`.
 */
const WHY_NOT = `case
  when c.id is null or d.address is null then 'erased'
  when p.reason is not null then concat('suppressed_', p.reason)
  when s.status is null or s.status <> 'confirmed' then 'unsubscribed'
  when ${IS_PAUSED} then 'paused'
  when ${gotOneLately('earlier.id <> d.id')} then 'frequency' end`;
const wishes = (strapi: Core.Strapi) => [...pauseBindings(), ...frequencyBindings(strapi)];

/**
 * Picked rows with the person, the list and the reason why not. Bindings: `wishes`, `tables`. A subscription is looked up by the
 * person, who has few, never by the list, which has many.
 */
const judged = (picked: string) => `
  select d.id, d.address, d.address_hash, d.domain, d.attempts, d.first_attempt_at, ${WHY_NOT} as reason,
    d.contact_id, c.first_name, c.last_name, c.language, c.attributes, c.tracking,
    d.list_id, l.name as list_name, l.slug
  from (${picked}) as picked
  join ?? as d on d.id = picked.id
  left join ?? as c on c.id = d.contact_id
  left join ?? as s on s.contact_id = d.contact_id and s.list_id + 0 = d.list_id
  left join ?? as p on p.address_hash = d.address_hash
  left join ?? as l on l.id = d.list_id
  order by d.id`;
const tables = (strapi: Core.Strapi) =>
  [DELIVERIES, CONTACTS, SUBSCRIPTIONS, SUPPRESSIONS, LISTS].map((name) => qualified(strapi, name));

/** Ids of the rows to claim, the lowest first. */
function pick(strapi: Core.Strapi, scope: ClaimScope): { sql: string; bindings: unknown[] } {
  const { campaignId, fromId, toId, limit, withoutDomains = [] } = scope;
  const held = withoutDomains.length ? `and domain not in (${withoutDomains.map(() => '?').join(', ')})` : '';
  return {
    sql: `select id from ?? where id between ? and ? and ${IS_DUE} ${held}
      order by id limit ? ${skipLocked(strapi)}`,
    bindings: [
      qualified(strapi, DELIVERIES),
      fromId,
      toId,
      campaignId,
      clock.now(),
      ...withoutDomains,
      limit,
    ],
  };
}

/**
 * Marks up to `limit` rows of a lot in flight and commits, before any of them meets SMTP. Rows of people who left,
 * paused, were suppressed or erased since the freeze become excluded instead.
 * @returns the rows to send; `exhausted` where the lot has no more.
 */
export async function claimGroup(
  strapi: Core.Strapi,
  scope: ClaimScope,
  workerId: string,
  claim: string,
): Promise<{ rows: ClaimedRow[]; exhausted: boolean }> {
  const claimRows = dialectOf(strapi) === 'postgres' ? claimInOneStatement : claimInSteps;
  const found = await claimRows(strapi, scope, workerId, claim);
  return {
    rows: found.filter(({ reason }) => !reason).map((row) => toClaimed(row, claim)),
    exhausted: found.length < scope.limit,
  };
}

async function claimInOneStatement(
  strapi: Core.Strapi,
  scope: ClaimScope,
  workerId: string,
  claim: string,
): Promise<JudgedRow[]> {
  const picked = pick(strapi, scope);
  const now = clock.now();
  const sql = `with judged as (${judged(picked.sql)}),
    marked as (
      update ?? as t set
        status = case when j.reason is null then 'in_flight' else 'excluded' end,
        reason = j.reason,
        claim = case when j.reason is null then ? else t.claim end,
        worker_id = case when j.reason is null then ? else t.worker_id end,
        attempts = case when j.reason is null then t.attempts + 1 else t.attempts end,
        first_attempt_at = case when j.reason is null then coalesce(t.first_attempt_at, ?) else t.first_attempt_at end,
        updated_at = ?
      from judged j where t.id = j.id)
    select * from judged`;
  const bindings = [
    ...wishes(strapi),
    ...picked.bindings,
    ...tables(strapi),
    qualified(strapi, DELIVERIES),
    claim,
    workerId,
    now,
    now,
  ];
  return selectRows<JudgedRow>(strapi, strapi.db.connection, sql, bindings, { prepare: true });
}

/** Where a statement cannot both change and read: pick (and lock), read, mark, in one transaction. */
const claimInSteps = (
  strapi: Core.Strapi,
  scope: ClaimScope,
  workerId: string,
  claim: string,
): Promise<JudgedRow[]> =>
  joinTransaction(strapi, undefined, async (trx) => {
    const picked = pick(strapi, scope);
    const ids = (await selectRows<{ id: number }>(strapi, trx, picked.sql, picked.bindings)).map(
      ({ id }) => id,
    );
    if (ids.length === 0) return [];
    const found = await selectRows<JudgedRow>(
      strapi,
      trx,
      judged(`select id from ?? where id in (${ids.map(() => '?').join(', ')})`),
      [...wishes(strapi), qualified(strapi, DELIVERIES), ...ids, ...tables(strapi)],
    );
    const now = clock.now();
    for (const reason of new Set(found.flatMap((row) => row.reason ?? []))) {
      await rowsWhere(strapi, trx, found, (row) => row.reason === reason).update({
        status: 'excluded',
        reason,
        updated_at: now,
      });
    }
    await rowsWhere(strapi, trx, found, (row) => !row.reason).update({
      status: 'in_flight',
      claim,
      worker_id: workerId,
      attempts: trx.raw('attempts + 1'),
      first_attempt_at: trx.raw('coalesce(first_attempt_at, ?)', [now]),
      updated_at: now,
    });
    return found;
  });

const rowsWhere = (
  strapi: Core.Strapi,
  trx: Transaction,
  rows: JudgedRow[],
  wanted: (row: JudgedRow) => boolean,
) =>
  table(strapi, DELIVERIES, trx).whereIn(
    'id',
    rows.filter(wanted).map(({ id }) => id),
  );

const toClaimed = (row: JudgedRow, claim: string): ClaimedRow => ({
  id: row.id,
  claim,
  address: row.address ?? '',
  addressHash: row.address_hash,
  domain: row.domain,
  attempts: row.attempts + 1,
  firstAttemptAt: row.first_attempt_at,
  contactId: row.contact_id,
  contact: {
    firstName: row.first_name,
    lastName: row.last_name,
    language: row.language ?? 'es',
    attributes: toJson<ContactAttributes>(row.attributes) ?? {},
    tracking: row.tracking,
  },
  list: { id: row.list_id, name: row.list_name ?? '', slug: row.slug ?? '' },
});
