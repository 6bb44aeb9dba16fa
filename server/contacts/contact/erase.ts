import type { Core } from '@strapi/strapi';

import { consentOf, type ConsentChannel } from '../../consent';
import { chunk, joinTransaction, table, type Transaction } from '../../lib/database';
import { lockPeople } from '../subscription/changes';
import { IMPORT_ROWS, SUBSCRIPTIONS } from '../tables';
import { hashesOfPeople } from './addresses';
import { CONTACT_UID } from './lifecycle';

/** Runs inside the transaction that erases people, so that no other room keeps their address. */
export type EraseListener = (contactIds: readonly number[], trx: Transaction) => Promise<void>;

/** Erases in batches, each whole or not at all. @returns how many people there were. */
export async function eraseContacts(
  strapi: Core.Strapi,
  contactIds: readonly number[],
  by: { actorId: number | null; channel: ConsentChannel },
  listeners: readonly EraseListener[],
): Promise<number> {
  let erased = 0;
  for (const batch of chunk(contactIds)) {
    erased += await joinTransaction(strapi, undefined, (trx) =>
      eraseBatch(strapi, batch, by, listeners, trx),
    );
  }
  return erased;
}

async function eraseBatch(
  strapi: Core.Strapi,
  contactIds: readonly number[],
  by: { actorId: number | null; channel: ConsentChannel },
  listeners: readonly EraseListener[],
  trx: Transaction,
): Promise<number> {
  const people = await lockPeople(strapi, contactIds, trx);
  if (people.length === 0) return 0;
  const ids = people.map(({ id }) => id);
  for (const listener of listeners) await listener(ids, trx);
  await table(strapi, SUBSCRIPTIONS, trx).whereIn('contact_id', ids).del();
  const hashes = await hashesOfPeople(strapi, ids, trx);
  await table(strapi, IMPORT_ROWS, trx).whereIn('address_hash', hashes).del();
  await consentOf(strapi).forget(hashes, trx);
  await strapi.db.query(CONTACT_UID).deleteMany({ where: { id: { $in: ids } } });
  await consentOf(strapi).record(
    people.map(({ id, emailHash }) => ({
      addressHash: emailHash,
      contactId: id,
      listId: null,
      action: 'erased',
      ...by,
    })),
    trx,
  );
  return people.length;
}
