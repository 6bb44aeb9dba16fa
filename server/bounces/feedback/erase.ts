import type { Core } from '@strapi/strapi';

import { table, type Transaction } from '../../lib/database';
import { CONTACTS, FEEDBACK } from '../tables';

const WORDS = {
  address: null,
  address_hash: null,
  reply: null,
  evidence: null,
  evidence_encoding: null,
  keys: null,
};

/**
 * Takes people out of what came back: of their e-mails, and of what merely names their address. Class, domain and
 * campaign stay, for the figures.
 */
export async function forgetPeople(
  strapi: Core.Strapi,
  contactIds: readonly number[],
  trx: Transaction,
): Promise<void> {
  const hashes = (await table(strapi, CONTACTS, trx)
    .whereIn('id', [...contactIds])
    .whereNotNull('email_hash')
    .pluck('email_hash')) as string[];
  await table(strapi, FEEDBACK, trx).whereIn('address_hash', hashes).update(WORDS);
  await table(strapi, FEEDBACK, trx)
    .whereIn('contact_id', [...contactIds])
    .update({ ...WORDS, contact_id: null });
}
