import type { Core } from '@strapi/strapi';

import { configOf } from '../../../config';
import { consentOf } from '../../../consent';
import { clock } from '../../../lib/clock';
import { chunk, type Transaction } from '../../../lib/database';
import { softHistories, type AddressOf } from './history';
import { mustRest } from './rule';

/** The latest soft bounce of an address: what its rest begins with. */
export interface LatestSoft extends AddressOf {
  feedbackId: number;
  campaignId: number;
  /** The server's words, or the rule that decided. */
  words: string;
}

const DAY = 86_400_000;

/** Lets addresses rest that bounced softly too often. See `mustRest`. */
export async function restAfterSoft(
  strapi: Core.Strapi,
  latest: readonly LatestSoft[],
  trx: Transaction,
): Promise<void> {
  const rules = configOf(strapi).bounces.soft;
  const until = new Date(clock.now().getTime() + rules.restDays * DAY);
  for (const batch of chunk(latest)) {
    const histories = await softHistories(strapi, batch, trx);
    const tired = batch.filter((_, index) => mustRest(histories[index] as (typeof histories)[number], rules));
    await consentOf(strapi).suppress(
      tired.map(({ addressHash, feedbackId, campaignId, words }) => ({
        addressHash,
        reason: 'soft_limit',
        evidence: words,
        feedbackId,
        campaignId,
        until,
      })),
      trx,
    );
  }
}
