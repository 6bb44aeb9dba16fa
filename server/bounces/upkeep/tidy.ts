import type { Core } from '@strapi/strapi';

import { configOf } from '../../config';
import { consentOf } from '../../consent';
import { clock } from '../../lib/clock';
import { table } from '../../lib/database';
import { FEEDBACK } from '../tables';

const DAY = 86_400_000;
/** Rows changed by one statement: nobody who writes waits long for it. */
const AT_ONCE = 1_000;

/**
 * Good news is many: a row for each e-mail that arrived. What it meant stands in the ledger, and nobody asks for it again.
 */
const GOOD_NEWS = ['success', 'open', 'click'];

/**
 * Deletes evidence whose time is over, and the rows of good news with it; what bounces and complaints meant stays.
 * Ends the rests that are over. Harmless at any time, in several processes at once.
 */
export async function tidy(strapi: Core.Strapi): Promise<void> {
  const { retentionDays } = configOf(strapi).bounces.evidence;
  const before = new Date(clock.now().getTime() - retentionDays * DAY);
  const old = () => table(strapi, FEEDBACK).where('received_at', '<', before).limit(AT_ONCE);
  await inBatches(
    () => old().whereIn('class', GOOD_NEWS).pluck('id') as Promise<number[]>,
    (ids) => table(strapi, FEEDBACK).whereIn('id', ids).del(),
  );
  await inBatches(
    () => old().whereIn('evidence_encoding', ['utf8', 'base64']).pluck('id') as Promise<number[]>,
    (ids) =>
      table(strapi, FEEDBACK)
        .whereIn('id', ids)
        .update({ evidence: null, evidence_encoding: null, keys: null }),
  );
  while ((await consentOf(strapi).liftRested()) > 0);
}

async function inBatches(
  next: () => Promise<number[]>,
  work: (ids: number[]) => Promise<unknown>,
): Promise<void> {
  for (let ids = await next(); ids.length > 0; ids = await next()) await work(ids);
}
