import type { Core } from '@strapi/strapi';

import { configOf } from '../../../config';
import { clock } from '../../../lib/clock';
import { joinTransaction, table, type Transaction } from '../../../lib/database';
import { addressChange } from '../../models';

const HOUR_MS = 3_600_000;
const CONTACTS = 'mail_campaigns_contacts';

export interface PendingChange {
  id: number;
  contactId: number;
  /** The new address and its keyed hash. */
  address: string;
  addressHash: string;
  /** Hash of the address that the person had when asking; that of the new one once the change was made. */
  fromHash: string;
}

const rows = (strapi: Core.Strapi, trx?: Transaction) => table(strapi, addressChange.table, trx);

/** What was asked for before this moment has expired. */
const oldest = (strapi: Core.Strapi): Date =>
  new Date(clock.now().getTime() - configOf(strapi).subscribe.confirmHours * HOUR_MS);

/** Keeps what a person asks for until it is confirmed; a new request takes the place of the one before. @returns its id. */
export const keepChange = (strapi: Core.Strapi, change: Omit<PendingChange, 'id'>): Promise<number> =>
  joinTransaction(strapi, undefined, async (trx) => {
    await rows(strapi, trx).where('requested_at', '<=', oldest(strapi)).del();
    await rows(strapi, trx).where({ contact_id: change.contactId }).del();
    await rows(strapi, trx).insert({
      contact_id: change.contactId,
      address: change.address,
      address_hash: change.addressHash,
      from_hash: change.fromHash,
      requested_at: clock.now(),
    });
    const [id] = (await rows(strapi, trx).where({ contact_id: change.contactId }).pluck('id')) as [number];
    return id;
  });

/** @returns null where there is none of that id, or it has expired. */
export async function pendingChange(strapi: Core.Strapi, id: number): Promise<PendingChange | null> {
  const found = await rows(strapi)
    .where({ id })
    .where('requested_at', '>', oldest(strapi))
    .first<PendingChange | undefined>(
      'id',
      'contact_id as contactId',
      'address',
      'address_hash as addressHash',
      'from_hash as fromHash',
    );
  return found ?? null;
}

/** Keeps that the change was made, as long as its link could still be pressed: whoever does so twice is told the truth. */
export const markUsed = async (strapi: Core.Strapi, { id, addressHash }: PendingChange): Promise<void> => {
  await rows(strapi).where({ id }).update({ from_hash: addressHash });
};

export const forgetChange = async (strapi: Core.Strapi, id: number): Promise<void> => {
  await rows(strapi).where({ id }).del();
};

/** Erased people leave no address here, whoever asked to change to it. */
export async function forgetPeople(
  strapi: Core.Strapi,
  contactIds: readonly number[],
  trx: Transaction,
): Promise<void> {
  const hashes = table(strapi, CONTACTS).whereIn('id', contactIds).select('email_hash');
  await rows(strapi, trx).whereIn('contact_id', contactIds).orWhereIn('address_hash', hashes).del();
}
