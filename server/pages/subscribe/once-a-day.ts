import type { Core } from '@strapi/strapi';

import { clock } from '../../lib/clock';
import { isUniqueViolation, table } from '../../lib/database';
import { confirmationMail } from '../models';

const DAY_MS = 24 * 60 * 60 * 1000;

const rows = (strapi: Core.Strapi) => table(strapi, confirmationMail.table);

/**
 * Takes the one confirmation e-mail that an address gets in 24 hours, however many processes and visitors ask
 * (subscription bombing). The unique index decides between two at the same moment.
 */
export async function takeTurn(strapi: Core.Strapi, addressHash: string): Promise<boolean> {
  const now = clock.now();
  await rows(strapi)
    .where('sent_at', '<=', new Date(now.getTime() - DAY_MS))
    .del();
  try {
    await rows(strapi).insert({ address_hash: addressHash, sent_at: now });
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/** The e-mail did not go out: it may be asked for again. */
export async function giveTurnBack(strapi: Core.Strapi, addressHash: string): Promise<void> {
  await rows(strapi).where({ address_hash: addressHash }).del();
}
