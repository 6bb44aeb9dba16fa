import type { Core } from '@strapi/strapi';

import { consentOf, type StoredConsent } from '../../consent';
import type { Transaction } from '../../lib/database';
import { readSubscriptions, type Change, type Person, type SubscriptionRow } from './changes';
import { doubtfulSince } from './doubt';

/** By list: the record of the latest request, with the text that the person saw. */
export async function askedFor(
  strapi: Core.Strapi,
  { id, emailHash }: Person,
): Promise<Map<number, StoredConsent>> {
  const records = await consentOf(strapi).recordsOf({ addressHash: emailHash, contactId: id });
  return new Map(
    records
      .filter(({ action }) => action === 'requested')
      .map((record): [number, StoredConsent] => [record.listId as number, record]),
  );
}

/** A subscription that stood through the doubt about its address, as a change to be proven. */
export const reopened = ({ contactId, listId, status }: SubscriptionRow): Change => ({
  contactId,
  listId,
  from: status,
});

/**
 * Those that stand and are asked for once more, since e-mails came back: a request to be proven, once until it is
 * confirmed, however often somebody asks.
 */
export async function askedAnew(
  strapi: Core.Strapi,
  { id, emailHash }: Person,
  listIds: readonly number[],
  trx: Transaction,
): Promise<Change[]> {
  const since = await doubtfulSince(strapi, emailHash, trx);
  if (!since) return [];
  const rows = await readSubscriptions(strapi, [id], listIds, trx);
  const standing = rows.filter(({ status }) => status === 'confirmed');
  const asked = await askedFor(strapi, { id, emailHash });
  return standing.filter(({ listId }) => new Date(asked.get(listId)?.occurredAt ?? 0) < since).map(reopened);
}
