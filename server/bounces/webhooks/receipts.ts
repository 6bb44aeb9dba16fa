import type { Core } from '@strapi/strapi';

import type { WebhookProvider } from '../../../contracts';
import { isUniqueViolation, table } from '../../lib/database';
import { fingerprint } from './compare';
import { webhookReceipt } from './models';

const rows = (strapi: Core.Strapi) => table(strapi, webhookReceipt.table);
const at = (provider: WebhookProvider, nonce: string) => ({ provider, nonce_hash: fingerprint(nonce) });

/** Whether this request counted before, in any process. */
export const isKnown = async (
  strapi: Core.Strapi,
  provider: WebhookProvider,
  nonce: string,
): Promise<boolean> => Boolean(await rows(strapi).where(at(provider, nonce)).first('id'));

/**
 * Remembers a request after its events were stored: one that failed on the way may come again. Between two copies at
 * the same moment the ids of the events decide.
 */
export async function remember(
  strapi: Core.Strapi,
  provider: WebhookProvider,
  nonce: string,
  now: Date,
): Promise<void> {
  try {
    await rows(strapi).insert({ ...at(provider, nonce), received_at: now });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
}

/** Forgets what is too old to be accepted again anyway. */
export const forgetBefore = async (strapi: Core.Strapi, moment: Date): Promise<void> => {
  await rows(strapi).where('received_at', '<', moment).del();
};
