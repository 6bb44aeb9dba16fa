import type { Core } from '@strapi/strapi';

import { clock } from '../../lib/clock';
import { isUniqueViolation, table } from '../../lib/database';
import { codeOf } from '../../lib/errors';
import { redacted } from '../../lib/redact';
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

/**
 * Sends an e-mail in the turn that was taken for it. Where it surely did not go out, the turn is given back and it may be
 * asked for again; where nobody knows, it counts as sent.
 * @param what for the log: "a confirmation e-mail"
 */
export async function inTurn(
  strapi: Core.Strapi,
  addressHash: string,
  what: string,
  send: () => Promise<void>,
): Promise<void> {
  try {
    await send();
  } catch (error) {
    const uncertain = codeOf(error) === 'mail-uncertain';
    const fate = uncertain ? 'may have gone out or not' : 'could not be sent';
    strapi.log.error(`[mail-campaigns] ${what} ${fate}: ${redacted(error)}`);
    if (!uncertain) await rows(strapi).where({ address_hash: addressHash }).del();
  }
}
