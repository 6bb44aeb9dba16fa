import { randomBytes } from 'node:crypto';

import type { Core } from '@strapi/strapi';

import { PLUGIN_ID } from '../../contracts';
import { withStoreLock } from '../lib/store-lock';

const KEY = 'address-key';

/**
 * The key of `addressHash`: 256 random bits, base64url, made by whoever starts first on this database. It cannot
 * come from the configured secret: that one may be rotated, and every suppression would be forgotten.
 */
export async function keyOf(strapi: Core.Strapi): Promise<Buffer> {
  const store = strapi.store({ type: 'plugin', name: PLUGIN_ID });
  const kept = (await store.get({ key: KEY })) as string | null;
  if (kept) return Buffer.from(kept, 'base64url');
  const made = await withStoreLock(strapi, async () => {
    const other = (await store.get({ key: KEY })) as string | null;
    if (other) return other;
    const fresh = randomBytes(32).toString('base64url');
    await store.set({ key: KEY, value: fresh });
    return fresh;
  });
  return Buffer.from(made, 'base64url');
}
