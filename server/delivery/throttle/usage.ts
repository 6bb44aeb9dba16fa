import type { Core } from '@strapi/strapi';

import { table, toCount } from '../../lib/database';
import { usage } from '../models';

/** A counter in the database: what `scope` has used in `period`. */
export interface UsageKey {
  /** `transport:<name>` or `institution`. */
  scope: string;
  /** `YYYY-MM-DDTHH` in UTC for transports, `YYYY-MM` for the institution. */
  period: string;
}

/** Above every limit, and still a 32-bit integer. */
export const UNLIMITED = 2_147_483_647;

const rows = (strapi: Core.Strapi) => table(strapi, usage.table);
const at = ({ scope, period }: UsageKey) => ({ scope, period });

/**
 * Counts up to `count` more uses, as many as `allowed` leaves. One guarded update decides, so that processes that ask
 * at once never count beyond it together. Not to be called inside a transaction.
 * @returns how many were counted.
 */
export async function takeUsage(
  strapi: Core.Strapi,
  key: UsageKey,
  allowed: number,
  count: number,
): Promise<number> {
  // Ends: a lost update means that others took places, so that fewer are left at the next look.
  for (;;) {
    const known: { used: number } | undefined = await rows(strapi).where(at(key)).first('used');
    const granted = Math.min(count, allowed - toCount(known?.used));
    if (granted <= 0) return 0;
    if (!known) {
      await rows(strapi)
        .insert({ ...at(key), used: 0 })
        .onConflict(['scope', 'period'])
        .ignore();
    }
    const changed = await rows(strapi)
      .where(at(key))
      .where('used', '<=', allowed - granted)
      .increment('used', granted);
    if (toCount(changed) > 0) return granted;
  }
}

/** Uses that did not happen after all; a counter never falls below zero. */
export async function giveUsageBack(strapi: Core.Strapi, key: UsageKey, count: number): Promise<void> {
  const less = strapi.db.connection.raw('case when used > ? then used - ? else 0 end', [count, count]);
  await rows(strapi).where(at(key)).update({ used: less });
}

/** The sum of a scope over some periods. */
export async function usageOf(
  strapi: Core.Strapi,
  scope: string,
  periods: readonly string[],
): Promise<number> {
  const [{ used }] = (await rows(strapi)
    .where({ scope })
    .whereIn('period', [...periods])
    .sum({ used: 'used' })) as [{ used: unknown }];
  return toCount(used);
}

/** Deletes the counters of all scopes that begin with `prefix` and belong to a period before `period`. */
export async function forgetUsage(strapi: Core.Strapi, prefix: string, period: string): Promise<void> {
  await rows(strapi).where('scope', 'like', `${prefix}%`).where('period', '<', period).delete();
}
