import type { Core } from '@strapi/strapi';

import type { DeliveryStatus } from '../../contracts';
import { clock } from '../lib/clock';
import { chunk, qualified, table, type Transaction } from '../lib/database';
import { momentPlus, updateFromJson } from '../lib/dialect';
import { DELIVERIES } from './tables';

/** A row as those need it who know what came back. */
export interface SentRow {
  id: number;
  campaignId: number;
  /** Null, like `address`, once the person is erased. */
  contactId: number | null;
  listId: number | null;
  address: string | null;
  addressHash: string;
  domain: string;
  status: DeliveryStatus;
  attempts: number;
}

/** A bounce that came back after the relay had accepted. */
export interface LateBounce {
  deliveryId: number;
  bounceClass: 'hard' | 'soft';
  /** One of SOFT_REASONS or HARD_REASONS of the report. */
  bounceReason: string;
  reply: string | null;
  at: Date;
}

/** Statuses in which the relay has the e-mail, or may have it: `in_flight` waits for an answer that is on its way. */
const LEFT_US: readonly DeliveryStatus[] = ['accepted', 'uncertain', 'in_flight'];
/** By how much one statement of JSON rows grows. */
const AT_ONCE = 500;

/** The rows of these ids that exist. */
export async function sentRows(
  strapi: Core.Strapi,
  ids: readonly number[],
  trx: Transaction,
): Promise<Map<number, SentRow>> {
  const found = new Map<number, SentRow>();
  for (const batch of chunk([...new Set(ids)])) {
    const rows: SentRow[] = await table(strapi, DELIVERIES, trx)
      .whereIn('id', batch)
      .select(
        'id',
        'campaign_id as campaignId',
        'contact_id as contactId',
        'list_id as listId',
        'address',
        'address_hash as addressHash',
        'domain',
        'status',
        'attempts',
      );
    for (const row of rows) found.set(row.id, row);
  }
  return found;
}

/** Whatever came back was there before: nobody answers for an e-mail that did not leave us. */
async function provenArrived(strapi: Core.Strapi, ids: readonly number[], trx: Transaction): Promise<void> {
  const now = clock.now();
  for (const batch of chunk([...new Set(ids)])) {
    await table(strapi, DELIVERIES, trx)
      .whereIn('id', batch)
      .where({ status: 'uncertain' })
      .update({ status: 'accepted', accepted_at: now, updated_at: now });
  }
}

interface Timed {
  deliveryId: number;
  at: Date;
}

const earliestFirst = (a: Timed, b: Timed): number => a.at.getTime() - b.at.getTime();
const latestFirst = (a: Timed, b: Timed): number => earliestFirst(b, a);

/** Each row once, as it comes first, in the order of the ids, in which others take them, too. Times travel as what they differ from `now`. */
function* batchesOf<T extends Timed>(
  items: readonly T[],
  now: Date,
): Generator<(T & { id: number; age: number })[]> {
  const byId = new Map<number, T & { id: number; age: number }>();
  for (const item of items) {
    if (byId.has(item.deliveryId)) continue;
    byId.set(item.deliveryId, {
      ...item,
      id: item.deliveryId,
      age: Math.min(0, item.at.getTime() - now.getTime()),
    });
  }
  yield* chunk(
    [...byId.values()].sort((a, b) => a.id - b.id),
    AT_ONCE,
  );
}

const within = (statuses: readonly DeliveryStatus[]): string =>
  `t.status in (${statuses.map((status) => `'${status}'`).join(', ')})`;

/**
 * Writes bounces that came back beside the status. A row keeps what it knows already, unless that was soft and this is
 * hard; so the order in which they come does not matter. @param bounces the hardest first.
 */
export async function markBounced(
  strapi: Core.Strapi,
  bounces: readonly LateBounce[],
  trx: Transaction,
): Promise<void> {
  if (bounces.length === 0) return;
  const now = clock.now();
  const ids = bounces.map(({ deliveryId }) => deliveryId);
  await provenArrived(strapi, ids, trx);
  for (const rows of batchesOf(bounces, now)) {
    await updateFromJson(strapi, trx, {
      table: qualified(strapi, DELIVERIES),
      rows: rows.map(({ id, age, bounceClass, bounceReason, reply }) => ({
        id,
        age,
        bounce_class: bounceClass,
        bounce_reason: bounceReason,
        reply: reply?.replaceAll('\0', ''),
      })),
      columns: {
        id: 'integer',
        age: 'biginteger',
        bounce_class: 'text',
        bounce_reason: 'text',
        reply: 'text',
      },
      set: {
        bounce_class: { sql: 'v.bounce_class' },
        bounce_reason: { sql: 'v.bounce_reason' },
        bounced_at: { sql: momentPlus(strapi, 'v.age'), bindings: [now] },
        // An erased person's row keeps no words, for they repeat the address.
        reply: { sql: 'case when t.address is null then t.reply else coalesce(v.reply, t.reply) end' },
        updated_at: { sql: '?', bindings: [now] },
      },
      where: {
        sql: `${within(LEFT_US)} and (t.bounce_class is null or t.bounce_class = 'soft' and v.bounce_class = 'hard')`,
      },
    });
  }
}

/** The person told their provider that it is spam; the first time counts. */
export async function markComplained(
  strapi: Core.Strapi,
  complaints: readonly Timed[],
  trx: Transaction,
): Promise<void> {
  if (complaints.length === 0) return;
  const now = clock.now();
  await provenArrived(
    strapi,
    complaints.map(({ deliveryId }) => deliveryId),
    trx,
  );
  for (const rows of batchesOf([...complaints].sort(earliestFirst), now)) {
    await updateFromJson(strapi, trx, {
      table: qualified(strapi, DELIVERIES),
      rows: rows.map(({ id, age }) => ({ id, age })),
      columns: { id: 'integer', age: 'biginteger' },
      set: {
        complained_at: { sql: momentPlus(strapi, 'v.age'), bindings: [now] },
        updated_at: { sql: '?', bindings: [now] },
      },
      where: { sql: `${within(LEFT_US)} and t.complained_at is null` },
    });
  }
}

/**
 * Somebody else's word that the e-mail arrived: kept as a sign of life, counted nowhere. A delivery takes back a soft
 * bounce of before: the provider tried again and got through.
 */
export async function markArrived(
  strapi: Core.Strapi,
  arrivals: readonly (Timed & { delivered: boolean })[],
  trx: Transaction,
): Promise<void> {
  if (arrivals.length === 0) return;
  const now = clock.now();
  await provenArrived(
    strapi,
    arrivals.map(({ deliveryId }) => deliveryId),
    trx,
  );
  const moment = momentPlus(strapi, 'v.age');
  const columns = { id: 'integer', age: 'biginteger' } as const;
  const latest = [...arrivals].sort(latestFirst);
  for (const rows of batchesOf(latest, now)) {
    await updateFromJson(strapi, trx, {
      table: qualified(strapi, DELIVERIES),
      rows: rows.map(({ id, age }) => ({ id, age })),
      columns,
      set: { arrived_at: { sql: moment, bindings: [now] } },
      where: {
        sql: `${within(LEFT_US)} and (t.arrived_at is null or t.arrived_at < ${moment})`,
        bindings: [now],
      },
    });
  }
  for (const rows of batchesOf(
    latest.filter(({ delivered }) => delivered),
    now,
  )) {
    await updateFromJson(strapi, trx, {
      table: qualified(strapi, DELIVERIES),
      rows: rows.map(({ id, age }) => ({ id, age })),
      columns,
      set: {
        bounce_class: { sql: 'null' },
        bounce_reason: { sql: 'null' },
        bounced_at: { sql: 'null' },
        updated_at: { sql: '?', bindings: [now] },
      },
      where: {
        sql: `t.status = 'accepted' and t.bounce_class = 'soft' and t.bounced_at < ${moment}`,
        bindings: [now],
      },
    });
  }
}
