import type { Core } from '@strapi/strapi';

import { LEAVE_REASONS, type LeaveAnswer, type LeaveReason, type LeaveReasons } from '../../../contracts';
import { clock } from '../../lib/clock';
import { table, toCount, toInstant, type Transaction } from '../../lib/database';
import { leaveReason } from '../models';

/** Most answers in words that the screen shows; the file holds all of them. */
const SHOWN = 50;

interface Given {
  campaignId: number;
  deliveryId: number;
  contactId: number;
  reason: LeaveReason;
  words: string | null;
}

const rows = (strapi: Core.Strapi, trx?: Transaction) => table(strapi, leaveReason.table, trx);

/** Keeps an answer; one given before for the same e-mail makes way, also one that arrives at the same moment. */
export const keepReason = async (strapi: Core.Strapi, given: Given): Promise<void> => {
  await rows(strapi)
    .insert({
      campaign_id: given.campaignId,
      delivery_id: given.deliveryId,
      contact_id: given.contactId,
      reason: given.reason,
      words: given.words,
      given_at: clock.now(),
    })
    .onConflict('delivery_id')
    .merge();
};

/** Whoever undoes their leaving has no reason for it. */
export const dropReason = async (strapi: Core.Strapi, deliveryId: number): Promise<void> => {
  await rows(strapi).where({ delivery_id: deliveryId }).del();
};

/** Erased people leave a count, not a word. */
export const forgetWords = async (
  strapi: Core.Strapi,
  contactIds: readonly number[],
  trx: Transaction,
): Promise<void> => {
  await rows(strapi, trx).whereIn('contact_id', contactIds).update({ contact_id: null, words: null });
};

/** What people wrote, newest first. @param most leaves out the older ones; without it, all. */
export async function answersOf(
  strapi: Core.Strapi,
  campaignId: number,
  most?: number,
): Promise<LeaveAnswer[]> {
  const query = rows(strapi)
    .where({ campaign_id: campaignId })
    .orderBy('given_at', 'desc')
    .orderBy('id', 'desc')
    .select<{ reason: LeaveReason; words: string | null; given_at: unknown }[]>(
      'reason',
      'words',
      'given_at',
    );
  const found = await (most === undefined ? query : query.whereNotNull('words').limit(most));
  return found.map(({ reason, words, given_at }) => ({ reason, words, givenAt: toInstant(given_at) ?? '' }));
}

/** Why the recipients of a campaign left: every reason with its count, and what they wrote. */
export async function reasonsOf(strapi: Core.Strapi, campaignId: number): Promise<LeaveReasons> {
  const groups = await rows(strapi)
    .where({ campaign_id: campaignId })
    .groupBy('reason')
    .select<{ reason: LeaveReason; total: unknown }[]>(
      'reason',
      strapi.db.connection.raw('count(*) as total'),
    );
  const counts = new Map(groups.map(({ reason, total }) => [reason, toCount(total)]));
  return {
    counts: LEAVE_REASONS.map((reason) => ({ reason, count: counts.get(reason) ?? 0 })),
    answers: await answersOf(strapi, campaignId, SHOWN),
  };
}
