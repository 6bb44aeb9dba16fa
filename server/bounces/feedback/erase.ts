import type { Core } from '@strapi/strapi';

import { hashesOfPeople } from '../../contacts';
import { table, type Transaction } from '../../lib/database';
import { FEEDBACK } from '../tables';

const WORDS = {
  address: null,
  address_hash: null,
  reply: null,
  evidence: null,
  evidence_encoding: null,
  keys: null,
};

/**
 * Takes people out of what came back: of their e-mails, and of what merely names an address of theirs. Class, domain and
 * campaign stay, for the figures.
 */
export async function forgetPeople(
  strapi: Core.Strapi,
  contactIds: readonly number[],
  trx: Transaction,
): Promise<void> {
  const hashes = await hashesOfPeople(strapi, contactIds, trx);
  await table(strapi, FEEDBACK, trx).whereIn('address_hash', hashes).update(WORDS);
  await table(strapi, FEEDBACK, trx)
    .whereIn('contact_id', [...contactIds])
    .update({ ...WORDS, contact_id: null });
}
