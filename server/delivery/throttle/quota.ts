import type { Core } from '@strapi/strapi';
import { DateTime } from 'luxon';

import { clock } from '../../lib/clock';
import type { Tally } from './tally';
import type { Quota, QuotaUse } from './throttle';
import { giveUsageBack, takeUsage, usageOf } from './usage';

const SCOPE = 'institution';

/** The month of an instant, `YYYY-MM`, on the clocks of the time zone; its end is the next one's start. */
export function monthOf(at: Date, timeZone: string): { month: string; startsAt: Date; endsAt: Date } {
  const start = DateTime.fromJSDate(at, { zone: timeZone }).startOf('month');
  return {
    month: start.toFormat('yyyy-MM'),
    startsAt: start.toJSDate(),
    endsAt: start.plus({ months: 1 }).toJSDate(),
  };
}

/** `monthOf` for somebody who asks for now, again and again: looks at the calendar once a month. */
function createMonths() {
  let last: (ReturnType<typeof monthOf> & { timeZone: string }) | undefined;
  return (at: Date, timeZone: string): string => {
    const known = last?.timeZone === timeZone && at >= last.startsAt && at < last.endsAt;
    if (!last || !known) last = { ...monthOf(at, timeZone), timeZone };
    return last.month;
  };
}

/** What the month of an instant has used of the quota. */
export async function quotaUse(
  strapi: Core.Strapi,
  limit: number | null,
  timeZone: string,
  at: Date,
): Promise<QuotaUse> {
  const { month, endsAt } = monthOf(at, timeZone);
  const used = await usageOf(strapi, SCOPE, [month]);
  const remaining = limit === null ? null : Math.max(0, limit - used);
  return { month, limit, used, remaining, resetsAt: endsAt.toISOString() };
}

/**
 * @param current the limit and the time zone as they are set now.
 * @param tally counts while there is no limit.
 */
export function createQuota(
  strapi: Core.Strapi,
  current: () => Promise<{ monthlyQuota: number | null; timeZone: string }>,
  tally: Tally,
): Quota {
  const monthAt = createMonths();
  return {
    async take(count) {
      const { monthlyQuota, timeZone } = await current();
      const key = { scope: SCOPE, period: monthAt(clock.now(), timeZone) };
      if (monthlyQuota === null) {
        tally.add(key, count);
        return count;
      }
      await tally.flush();
      return takeUsage(strapi, key, monthlyQuota, count);
    },
    async giveBack(count) {
      const { monthlyQuota, timeZone } = await current();
      const key = { scope: SCOPE, period: monthAt(clock.now(), timeZone) };
      if (monthlyQuota === null) tally.add(key, -count);
      else await giveUsageBack(strapi, key, count);
    },
    async state() {
      const { monthlyQuota, timeZone } = await current();
      return quotaUse(strapi, monthlyQuota, timeZone, clock.now());
    },
  };
}
