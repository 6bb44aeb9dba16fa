import type { Core } from '@strapi/strapi';

import { consentOf, type SuppressionEntry } from '../../consent';
import { clock } from '../../lib/clock';
import type { Transaction } from '../../lib/database';
import { timeOf, type Matched } from './matched';
import { isSoft } from './meaning';
import { lastSigns } from './soft/history';
import { restAfterSoft, type LatestSoft } from './soft/limit';

const REASONS = { hard: 'hard_bounce', complaint: 'complaint' } as const;
const DAY = 86_400_000;
const NEVER = new Date(0);

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
  const complaints = matched.filter(({ item }) => item.class === 'complaint');
  const hard = await stillDead(
    strapi,
    matched.filter(({ item }) => item.class === 'hard'),
    trx,
  );
  const entries = [
    ...complaints.map((one) => toEntry(one, 'complaint')),
    ...hard.map((one) => toEntry(one, 'hard')),
  ];
  if (entries.length > 0) await consentOf(strapi).suppress(entries, trx);
  const soft = new Map<string, LatestSoft>();
  for (const { id, item, row } of matched) {
    const { contactId, addressHash, campaignId } = row;
    if (contactId === null || !isSoft(item)) continue;
    soft.set(addressHash, { contactId, addressHash, campaignId, feedbackId: id, words: wordsOf(item) });
  }
  if (soft.size > 0) await restAfterSoft(strapi, [...soft.values()], trx);
}

const toEntry = ({ id, item, row }: Matched, own: keyof typeof REASONS): SuppressionEntry => ({
  addressHash: row.addressHash,
  reason: REASONS[own],
  // The server's words repeat the address, which of an erased person nobody keeps.
  evidence: row.contactId === null ? null : wordsOf(item),
  feedbackId: id,
  campaignId: row.campaignId,
});

const wordsOf = ({ reply, rule }: Matched['item']): string => reply ?? rule;

/** Old news, read late or read again, says nothing against an address that proved alive since, or that somebody vouched for. */
async function stillDead(
  strapi: Core.Strapi,
  hard: readonly Matched[],
  trx: Transaction,
): Promise<Matched[]> {
  if (hard.length === 0) return [];
  const vouched = await consentOf(strapi).lastVouched(
    hard.map(({ row }) => row.addressHash),
    trx,
  );
  const yesterday = clock.now().getTime() - DAY;
  const old = hard.flatMap((one) => {
    const { contactId, addressHash } = one.row;
    return contactId !== null && timeOf(one).getTime() < yesterday ? [{ one, contactId, addressHash }] : [];
  });
  const signs = old.length > 0 ? await lastSigns(strapi, old, trx) : [];
  const alive = new Map(old.map(({ one }, index) => [one, signs[index]]));
  return hard.filter(
    (one) =>
      timeOf(one) >= (alive.get(one) ?? NEVER) && timeOf(one) >= (vouched.get(one.row.addressHash) ?? NEVER),
  );
}
