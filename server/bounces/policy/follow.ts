import type { Core } from '@strapi/strapi';

import { consentOf, type SuppressionEntry } from '../../consent';
import { subscriptionsOf } from '../../contacts';
import { ledgerOf, type SentRow } from '../../ledger';
import { clock } from '../../lib/clock';
import type { Transaction } from '../../lib/database';
import type { Stored } from '../feedback/store';
import { bounceOf, provesArrival } from './meaning';

type Matched = Stored & { row: SentRow };

const isMatched = (one: Stored): one is Matched => one.row !== null;

/** When it happened, as far as one may believe it: not in the future. */
const timeOf = ({ item: { occurredAt } }: Stored): Date => {
  const now = clock.now();
  return occurredAt && occurredAt < now ? occurredAt : now;
};

/**
 * What follows from feedback that was just stored: the ledger's columns, suppressions, people who leave. What is
 * unmatched brings about nothing.
 */
export async function follow(
  strapi: Core.Strapi,
  stored: readonly Stored[],
  trx: Transaction,
): Promise<void> {
  const matched = stored.filter(isMatched);
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
  const complaints = matched.filter(({ item }) => item.class === 'complaint');
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

/** Hard bounces and complaints: never written to again, at once and on all lists. Complaints first, they weigh more. */
async function suppress(strapi: Core.Strapi, matched: readonly Matched[], trx: Transaction): Promise<void> {
  const entries = (['complaint', 'hard'] as const).flatMap((own) =>
    matched
      .filter(({ item }) => item.class === own)
      .map(({ item, row }): SuppressionEntry => ({
        addressHash: row.addressHash,
        reason: REASONS[own],
        evidence: item.reply ?? item.rule,
        campaignId: row.campaignId,
      })),
  );
  if (entries.length > 0) await consentOf(strapi).suppress(entries, trx);
}

/** Who complains leaves every list, who asks to leave the list through which they were written to. */
async function leave(strapi: Core.Strapi, matched: readonly Matched[], trx: Transaction): Promise<void> {
  for (const { item, row } of matched) {
    if (row.contactId === null || (item.class !== 'complaint' && item.class !== 'unsubscribe')) continue;
    const listId = item.class === 'complaint' ? null : row.listId;
    const proof = { channel: 'complaint' as const, campaignId: row.campaignId };
    await subscriptionsOf(strapi).unsubscribe([row.contactId], listId, proof, trx);
  }
}
