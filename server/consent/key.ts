import { randomBytes } from 'node:crypto';

import type { Core } from '@strapi/strapi';

import { PLUGIN_ID } from '../../contracts';
import { inTransaction, table } from '../lib/database';

const STORE_TABLE = 'strapi_core_store_settings';
const KEY = 'address-key';

/**
 * The key of `addressHash`: 256 random bits, base64url, made by whoever starts first on this database. It cannot
 * come from the configured secret: that one may be rotated, and every suppression would be forgotten.
 *
 * The store has no unique constraint, so the makers queue up at a row that every Strapi database has: the update
 * below changes nothing and locks it until the commit (on SQLite it takes the only write lock).
 */
export async function keyOf(strapi: Core.Strapi): Promise<Buffer> {
  const store = strapi.store({ type: 'plugin', name: PLUGIN_ID });
  const kept = (await store.get({ key: KEY })) as string | null;
  if (kept) return Buffer.from(kept, 'base64url');
  const made = await inTransaction(strapi, async (trx) => {
    await table(strapi, STORE_TABLE, trx)
      .where({ key: 'strapi_content_types_schema' })
      .update({ type: strapi.db.connection.ref('type') });
    const other = (await store.get({ key: KEY })) as string | null;
    if (other) return other;
    const fresh = randomBytes(32).toString('base64url');
    await store.set({ key: KEY, value: fresh });
    return fresh;
  });
  return Buffer.from(made, 'base64url');
}
