import type { Core } from '@strapi/strapi';

import { subscriptionsOf } from '../../contacts';
import { ledgerOf, type LateBounce } from '../../ledger';
import { clock } from '../../lib/clock';
import type { Transaction } from '../../lib/database';
import { lastDelivered } from './delivered';
import { timeOf, type Matched } from './matched';
import { bounceOf, isRefusedForBefore, provesArrival } from './meaning';
import { suppress } from './suppress';

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
  await ledgerOf(strapi).markBounced(await standingBounces(strapi, matched, trx), trx);
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

/** The bounces in it, the hardest first, without soft ones that a delivery took back before they came. */
async function standingBounces(
  strapi: Core.Strapi,
  matched: readonly Matched[],
  trx: Transaction,
): Promise<LateBounce[]> {
  const bounces = matched.flatMap((one) => {
    const bounce = bounceOf(one.item);
    return bounce ? [{ deliveryId: one.row.id, ...bounce, reply: one.item.reply, at: timeOf(one) }] : [];
  });
  const hard = bounces.filter(({ bounceClass }) => bounceClass === 'hard');
  const soft = bounces.filter(({ bounceClass }) => bounceClass === 'soft');
  const delivered = await lastDelivered(
    strapi,
    soft.map(({ deliveryId }) => deliveryId),
    trx,
  );
  return [...hard, ...soft.filter(({ deliveryId, at }) => at >= (delivered.get(deliveryId) ?? at))];
}

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
