import type { Core } from '@strapi/strapi';

import { clock } from '../lib/clock';
import { table } from '../lib/database';
import { DELIVERIES } from './tables';

/**
 * Puts back what a worker claimed and never learned of: a claim may be stored although its answer was lost on the way.
 * Nobody has begun to send these rows, so they wait again as if never tried.
 * @param campaignIds where to look.
 * @param isKnown whether the worker has the claim in hand, asked after the database has told which there are: one that
 * it let go in between has no rows in flight any more.
 */
export async function releaseStrays(
  strapi: Core.Strapi,
  workerId: string,
  campaignIds: readonly number[],
  isKnown: (claim: string) => boolean,
): Promise<void> {
  const rows = () =>
    table(strapi, DELIVERIES)
      .whereIn('campaign_id', [...campaignIds])
      .where({ status: 'in_flight', worker_id: workerId });
  const claims = (await rows().distinct('claim').pluck('claim')) as string[];
  const strays = claims.filter((claim) => !isKnown(claim));
  if (strays.length === 0) return;
  await rows()
    .whereIn('claim', strays)
    .update({
      status: 'pending',
      attempts: strapi.db.connection.raw('attempts - 1'),
      updated_at: clock.now(),
    });
}
