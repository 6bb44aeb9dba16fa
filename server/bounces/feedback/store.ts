import { randomUUID } from 'node:crypto';

import type { Core } from '@strapi/strapi';

import { configOf } from '../../config';
import { clock } from '../../lib/clock';
import { table, type Transaction } from '../../lib/database';
import { FEEDBACK } from '../tables';
import { hashOf, keep } from './evidence';
import type { Feedback, SetAside } from './feedback';
import type { Judged } from './match';

/** Feedback with its row. */
export type Stored = Judged & { id: number; receivedAt: Date };

/** The rule of what could not be read. */
export const UNREAD = 'unread';

/** Length of a string column. */
const STRING = 255;
const REPLY = 1_000;
/** RFC 5322 §2.1.1: no line is longer. */
const LONGEST_ID = 998;

/** What a column of every database takes: no NUL, and well-formed. */
const text = <T extends string | null>(value: T, length = STRING): T =>
  (value === null ? null : Buffer.from(value.slice(0, length)).toString().replaceAll('\0', '')) as T;

/** Dates that every database holds. */
const [FIRST, LAST] = [Date.UTC(2000, 0), Date.UTC(9999, 0)];
const datable = (at: Date | null): Date | null =>
  at && at.getTime() >= FIRST && at.getTime() < LAST ? at : null;

/** Feedback as its row holds it: what a stranger wrote must not keep a mailbox from being read. An id that is too long for its column gives way to its hash. */
export const fitting = (item: Feedback): Feedback => ({
  ...item,
  eventId:
    item.eventId.length <= STRING && !item.eventId.includes('\0') ? item.eventId : hashOf(item.eventId),
  occurredAt: datable(item.occurredAt),
  reason: text(item.reason),
  status: text(item.status),
  reply: text(item.reply, REPLY),
  action: text(item.action),
  rule: text(item.rule),
  keys: { ...item.keys, messageIds: item.keys.messageIds.map((id) => text(id, LONGEST_ID)) },
});

const keyOf = (source: string, eventId: string): string => `${source} ${eventId}`;

/** Nothing but figures is known of an erased person any more, and no feedback brings their address back. */
const isErased = ({ row }: Judged): boolean => row !== null && row.contactId === null;

/** What a row says of whom it concerns and what it means: all that another classification may change. */
export const verdictColumns = (judged: Judged) => {
  const { item, row, matchedBy, why, named } = judged;
  const erased = isErased(judged);
  return {
    state: row ? 'matched' : 'unmatched',
    why,
    class: item.class,
    reason: item.reason,
    status: item.status,
    reply: erased ? null : item.reply,
    action: item.action,
    rule: item.rule,
    matched_by: matchedBy,
    delivery_id: row?.id ?? null,
    campaign_id: row?.campaignId ?? null,
    contact_id: row?.contactId ?? null,
    address_hash: erased ? null : (named?.hash ?? null),
    address: erased ? null : (named?.address ?? null),
    domain: row?.domain ?? named?.domain ?? null,
  };
};

/**
 * Writes what is not known yet. Two processes with the same event: the unique index lets one of them through, and the
 * other one finds no row with its receipt.
 * @returns what was written, with its ids.
 */
export async function insertFeedback(
  strapi: Core.Strapi,
  judged: readonly Judged[],
  trx: Transaction,
): Promise<Stored[]> {
  if (judged.length === 0) return [];
  const { maxKilobytes } = configOf(strapi).bounces.evidence;
  const receipt = randomUUID();
  const receivedAt = clock.now();
  const rows = judged.map((one) => {
    const { item } = one;
    const kept = isErased(one) ? null : keep(item.evidence, maxKilobytes);
    return {
      source: item.source,
      event_id: item.eventId,
      receipt,
      ...verdictColumns(one),
      keys: JSON.stringify({ tags: item.keys.tags, messageIds: item.keys.messageIds }),
      evidence: kept?.evidence ?? null,
      evidence_encoding: kept?.evidenceEncoding ?? null,
      occurred_at: item.occurredAt,
      received_at: receivedAt,
    };
  });
  await table(strapi, FEEDBACK, trx).insert(rows).onConflict(['source', 'event_id']).ignore();
  const written: { id: number; source: string; event_id: string }[] = await table(strapi, FEEDBACK, trx)
    .whereIn(
      'event_id',
      rows.map((row) => row.event_id),
    )
    .where({ receipt })
    .select('id', 'source', 'event_id');
  const ids = new Map(written.map((row) => [keyOf(row.source, row.event_id), row.id]));
  return judged.flatMap((one) => {
    const id = ids.get(keyOf(one.item.source, one.item.eventId));
    return id === undefined ? [] : [{ ...one, id, receivedAt }];
  });
}

/** Keeps what nobody could read, once; a person looks at it, and better rules may read it later. */
export async function insertPoison(strapi: Core.Strapi, { source, evidence, why }: SetAside): Promise<void> {
  await table(strapi, FEEDBACK)
    .insert({
      source,
      event_id: `unread ${hashOf(evidence)}`,
      receipt: randomUUID(),
      state: 'poison',
      why: text(why),
      class: 'unknown',
      rule: UNREAD,
      ...toColumns(keep(evidence, configOf(strapi).bounces.evidence.maxKilobytes)),
      received_at: clock.now(),
    })
    .onConflict(['source', 'event_id'])
    .ignore();
}

const toColumns = ({ evidence, evidenceEncoding }: ReturnType<typeof keep>) => ({
  evidence,
  evidence_encoding: evidenceEncoding,
});
