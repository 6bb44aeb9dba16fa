import type { Core } from '@strapi/strapi';

import type { SubscriptionStatus } from '../../../contracts';
import { clock } from '../../lib/clock';
import { chunk, table, type Transaction } from '../../lib/database';
import { CONTACTS, SUBSCRIPTIONS } from '../tables';

/** A person as consent records need one. */
export interface Person {
  id: number;
  emailHash: string;
}

export interface SubscriptionRow {
  id: number;
  contactId: number;
  listId: number;
  status: SubscriptionStatus;
}

/**
 * Reads people and holds their rows until the commit: whoever changes the same person's subscriptions and consent
 * chain waits here, in the order of the ids, instead of running into a deadlock further on.
 */
export async function lockPeople(
  strapi: Core.Strapi,
  ids: readonly number[],
  trx: Transaction,
): Promise<Person[]> {
  const people: Person[] = [];
  for (const batch of chunk([...new Set(ids)].sort((a, b) => a - b))) {
    const rows: { id: number; email_hash: string }[] = await table(strapi, CONTACTS, trx)
      .whereIn('id', batch)
      .orderBy('id')
      .forUpdate()
      .select('id', 'email_hash');
    people.push(...rows.map((row) => ({ id: row.id, emailHash: row.email_hash })));
  }
  return people;
}

/** Subscriptions of at most one batch of people. */
export async function readSubscriptions(
  strapi: Core.Strapi,
  contactIds: readonly number[],
  listIds: readonly number[] | null,
  trx: Transaction,
): Promise<SubscriptionRow[]> {
  const query = table(strapi, SUBSCRIPTIONS, trx).whereIn('contact_id', contactIds);
  if (listIds) query.whereIn('list_id', listIds);
  return query.select('id', 'contact_id as contactId', 'list_id as listId', 'status');
}

/** What `settle` brought about. */
export interface Change {
  contactId: number;
  listId: number;
  from: SubscriptionStatus | null;
}

/**
 * Brings people on lists to a status, in batches, and leaves alone whom it must not touch.
 * @param from the statuses that may become `to`; null stands for "not on the list yet".
 */
export async function settle(
  strapi: Core.Strapi,
  contactIds: readonly number[],
  listIds: readonly number[],
  to: 'pending' | 'confirmed',
  from: readonly (SubscriptionStatus | null)[],
  trx: Transaction,
): Promise<Change[]> {
  const changes: Change[] = [];
  for (const batch of chunk(contactIds)) {
    const known = new Map(
      (await readSubscriptions(strapi, batch, listIds, trx)).map((row) => [
        `${row.contactId}:${row.listId}`,
        row,
      ]),
    );
    const pairs = batch.flatMap((contactId) => listIds.map((listId) => ({ contactId, listId })));
    const wanted = pairs
      .map((pair) => ({ ...pair, row: known.get(`${pair.contactId}:${pair.listId}`) }))
      .filter(({ row }) => from.includes(row?.status ?? null));
    await insert(
      strapi,
      wanted.filter(({ row }) => !row),
      to,
      trx,
    );
    await setStatus(
      strapi,
      wanted.flatMap(({ row }) => row?.id ?? []),
      to,
      trx,
    );
    changes.push(
      ...wanted.map(({ contactId, listId, row }) => ({ contactId, listId, from: row?.status ?? null })),
    );
  }
  return changes;
}

const datesOf = (status: SubscriptionStatus, now: Date) => {
  if (status === 'confirmed') return { confirmed_at: now, unsubscribed_at: null };
  return status === 'unsubscribed' ? { unsubscribed_at: now } : { confirmed_at: null, unsubscribed_at: null };
};

async function insert(
  strapi: Core.Strapi,
  pairs: readonly { contactId: number; listId: number }[],
  status: SubscriptionStatus,
  trx: Transaction,
): Promise<void> {
  const now = clock.now();
  for (const batch of chunk(pairs)) {
    await table(strapi, SUBSCRIPTIONS, trx).insert(
      batch.map(({ contactId, listId }) => ({
        contact_id: contactId,
        list_id: listId,
        status,
        ...datesOf(status, now),
        created_at: now,
        updated_at: now,
      })),
    );
  }
}

export async function setStatus(
  strapi: Core.Strapi,
  ids: readonly number[],
  status: SubscriptionStatus,
  trx: Transaction,
): Promise<void> {
  const now = clock.now();
  for (const batch of chunk(ids)) {
    await table(strapi, SUBSCRIPTIONS, trx)
      .whereIn('id', batch)
      .update({ status, ...datesOf(status, now), updated_at: now });
  }
}
