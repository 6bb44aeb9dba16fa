import type { Core } from '@strapi/strapi';

import { consentOf, type ConsentEntry } from '../../consent';
import { table, type Transaction } from '../../lib/database';
import { readSubscriptions, type Person } from '../subscription/changes';
import { CONTACTS } from '../tables';

export interface NewAddress {
  contactId: number;
  email: string;
  emailHash: string;
  domain: string;
}

/** Runs inside the transaction that gives a person another address. */
export type AddressListener = (change: NewAddress, trx: Transaction) => Promise<void>;

/** How the new address came about. */
export type AddressChangeProof = Pick<ConsentEntry, 'action' | 'channel'> &
  Pick<Partial<ConsentEntry>, 'notice' | 'language' | 'ip' | 'userAgent' | 'actorId'>;

/**
 * Consent hangs on the address: a new one gets records that point to those of the address before. Does nothing where
 * the address is the same.
 * @param before the person as they were, whose row is locked.
 */
export async function addressChanged(
  strapi: Core.Strapi,
  before: Person,
  proof: AddressChangeProof,
  listeners: readonly AddressListener[],
  trx: Transaction,
): Promise<void> {
  const after = await table(strapi, CONTACTS, trx)
    .where({ id: before.id })
    .first<NewAddress | undefined>('id as contactId', 'email', 'email_hash as emailHash', 'domain');
  if (!after || after.emailHash === before.emailHash) return;
  const held = await readSubscriptions(strapi, [before.id], null, trx);
  await consentOf(strapi).record(
    held
      .filter(({ status }) => status === 'confirmed')
      .map(({ contactId, listId }) => ({
        ...proof,
        addressHash: after.emailHash,
        contactId,
        listId,
        source: `address-hash:${before.emailHash}`,
      })),
    trx,
  );
  for (const listener of listeners) await listener(after, trx);
}
