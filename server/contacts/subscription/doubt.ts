import type { Core } from '@strapi/strapi';

import type { SubscriptionStatus, SuppressionReason } from '../../../contracts';
import { consentOf } from '../../consent';
import type { Transaction } from '../../lib/database';

/** Suppressions that end when an e-mail was answered from the mailbox: it works again. */
export const MENDED = ['hard_bounce', 'soft_limit'] as const satisfies SuppressionReason[];

/**
 * `blocked`: a complaint or an editor's word, which no form lifts. `doubtful`: e-mails came back from there; so the
 * person may be asked, and every list asks for a confirmation.
 */
export async function stateOf(
  strapi: Core.Strapi,
  addressHash: string,
  trx?: Transaction,
): Promise<'blocked' | 'doubtful' | 'fine'> {
  const suppression = (await consentOf(strapi).suppressionsOf([addressHash], trx)).get(addressHash);
  if (!suppression) return 'fine';
  return isMended(suppression.reason) ? 'doubtful' : 'blocked';
}

const isMended = (reason: SuppressionReason): boolean => MENDED.some((one) => one === reason);

/** Since when the address is doubtful; null where it is not. */
export async function doubtfulSince(
  strapi: Core.Strapi,
  addressHash: string,
  trx?: Transaction,
): Promise<Date | null> {
  const suppression = (await consentOf(strapi).suppressionsOf([addressHash], trx)).get(addressHash);
  return suppression && isMended(suppression.reason) ? suppression.since : null;
}

/** Whether a confirmation would change something: also where the subscription stands and the address is doubtful. */
export const isOpen = (status: SubscriptionStatus, state: 'doubtful' | 'fine'): boolean =>
  status === 'pending' || (status === 'confirmed' && state === 'doubtful');
