import type { Core } from '@strapi/strapi';

import { consentOf, type SuppressionEntry } from '../../consent';
import { subscriptionsOf } from '../../contacts';
import { ledgerOf, type SentRow } from '../../ledger';
import { clock } from '../../lib/clock';
import type { Transaction } from '../../lib/database';
import type { Stored } from '../feedback/store';
import { bounceOf, isRefusedForBefore, isSoft, provesArrival } from './meaning';
import { restAfterSoft, type LatestSoft } from './soft/limit';

export type Matched = Stored & { row: SentRow };

/** When it happened, as far as one may believe it: not in the future. */
export const timeOf = ({ item: { occurredAt } }: Stored): Date => {
  const now = clock.now();
  return occurredAt && occurredAt < now ? occurredAt : now;
};

/**
 * What follows from feedback that was just stored: the ledger's columns, suppressions, people who leave. What is
 * unmatched brings about nothing.
 */
export async function follow(
  strapi: Core.Strapi,
  matched: readonly Matched[],
  trx: Transaction,
): Promise<void> {
  if (matched.length === 0) return;
  await writeLedger(strapi, matched, trx);
  await suppress(strapi, matched, trx);
  await leave(strapi, matched, trx);
}

async function writeLedger(
  strapi: Core.Strapi,
  matched: readonly Matched[],
  trx: Transaction,
): Promise<void> {
  const bounces = matched.flatMap((one) => {
    const bounce = bounceOf(one.item);
    return bounce ? [{ deliveryId: one.row.id, ...bounce, reply: one.item.reply, at: timeOf(one) }] : [];
  });
  const hardestFirst = bounces.sort(
    (a, b) => Number(b.bounceClass === 'hard') - Number(a.bounceClass === 'hard'),
  );
  await ledgerOf(strapi).markBounced(hardestFirst, trx);
  const complaints = matched.filter(({ item }) => item.class === 'complaint' && !isRefusedForBefore(item));
  await ledgerOf(strapi).markComplained(
    complaints.map((one) => ({ deliveryId: one.row.id, at: timeOf(one) })),
    trx,
  );
  const arrivals = matched.filter(({ item }) => provesArrival(item));
  await ledgerOf(strapi).markArrived(
    arrivals.map((one) => ({
      deliveryId: one.row.id,
      at: timeOf(one),
      delivered: one.item.class === 'success',
    })),
    trx,
  );
}

const REASONS = { hard: 'hard_bounce', complaint: 'complaint' } as const;

/**
 * Hard bounces and complaints: never written to again, at once and on all lists, for a dead address costs the sender's
 * reputation. Soft bounces: a rest, where there were too many. Blocks and refused content speak of the sender or the
 * message, never of the recipient.
 */
export async function suppress(
  strapi: Core.Strapi,
  matched: readonly Matched[],
  trx: Transaction,
): Promise<void> {
  const entries = matched.flatMap(({ id, item, row }): SuppressionEntry[] => {
    if (item.class !== 'hard' && item.class !== 'complaint') return [];
    return [
      {
        addressHash: row.addressHash,
        reason: REASONS[item.class],
        // The server's words repeat the address, which of an erased person nobody keeps.
        evidence: row.contactId === null ? null : wordsOf(item),
        feedbackId: id,
        campaignId: row.campaignId,
      },
    ];
  });
  if (entries.length > 0) await consentOf(strapi).suppress(entries, trx);
  const soft = new Map<string, LatestSoft>();
  for (const { id, item, row } of matched) {
    const { contactId, addressHash, campaignId } = row;
    if (contactId === null || !isSoft(item)) continue;
    soft.set(addressHash, { contactId, addressHash, campaignId, feedbackId: id, words: wordsOf(item) });
  }
  if (soft.size > 0) await restAfterSoft(strapi, [...soft.values()], trx);
}

const wordsOf = ({ reply, rule }: Stored['item']): string => reply ?? rule;

/** Who complains leaves every list, who asks to leave the list through which they were written to. */
async function leave(strapi: Core.Strapi, matched: readonly Matched[], trx: Transaction): Promise<void> {
  for (const { item, row } of matched) {
    if (row.contactId === null || (item.class !== 'complaint' && item.class !== 'unsubscribe')) continue;
    const { campaignId } = row;
    const [listId, channel] =
      item.class === 'complaint' ? ([null, 'complaint'] as const) : ([row.listId, 'mail'] as const);
    await subscriptionsOf(strapi).unsubscribe([row.contactId], listId, { channel, campaignId }, trx);
    if (item.class === 'unsubscribe') await ledgerOf(strapi).markUnsubscribed(row.id, clock.now(), trx);
  }
}
