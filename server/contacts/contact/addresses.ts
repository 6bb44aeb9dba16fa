import type { Core } from '@strapi/strapi';

import { consentOf } from '../../consent';
import { table, type Transaction } from '../../lib/database';
import { CONTACTS } from '../tables';

/**
 * Keyed hashes of the addresses that people have, and of those that they had and nobody else has now: what names them
 * still.
 * @param contactIds one batch at most.
 */
export async function hashesOfPeople(
  strapi: Core.Strapi,
  contactIds: readonly number[],
  trx: Transaction,
): Promise<string[]> {
  const everyHash = await consentOf(strapi).hashesOf(contactIds, trx);
  const others = table(strapi, CONTACTS, trx).whereNotIn('id', [...contactIds]);
  const taken = new Set((await others.whereIn('email_hash', everyHash).pluck('email_hash')) as string[]);
  const current = (await table(strapi, CONTACTS, trx)
    .whereIn('id', [...contactIds])
    .whereNotNull('email_hash')
    .pluck('email_hash')) as string[];
  return [...new Set([...current, ...everyHash.filter((hash) => !taken.has(hash))])];
}
