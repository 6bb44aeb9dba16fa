import type { Core } from '@strapi/strapi';

import { consentOf } from '../../consent';
import type { Transaction } from '../../lib/database';

export interface HardBounce {
  addressHash: string;
  campaignId: number;
  /** The server's words: the evidence kept with the suppression. */
  reply: string;
}

/**
 * What follows from a bounce. Hard: suppressed at once on all lists, for this address will never work and writing
 * to it again costs the sender's reputation. Soft: nothing, later campaigns write to it again.
 */
export const applyPolicy = (
  strapi: Core.Strapi,
  bounces: readonly HardBounce[],
  trx: Transaction,
): Promise<void> =>
  consentOf(strapi).suppress(
    bounces.map(({ addressHash, campaignId, reply }) => ({
      addressHash,
      reason: 'hard_bounce' as const,
      evidence: reply,
      campaignId,
    })),
    trx,
  );
