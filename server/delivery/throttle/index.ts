import type { Core } from '@strapi/strapi';

import { configOf, institutionOf, sendingRulesOf } from '../../config';
import { clock } from '../../lib/clock';
import { createBrake } from './brake/brake';
import { createSharedBrake } from './brake/sharing';
import { holidayCalendar } from './holidays/calendar';
import { createPace } from './pace';
import { createQuota } from './quota';
import { connectRedis } from './redis';
import { createTally } from './tally';
import type { Throttle } from './throttle';
import { windowState } from './window/window';

export { holidayCalendar, type HolidayCalendar } from './holidays/calendar';
export { monthOf, quotaUse } from './quota';
export { windowState } from './window/window';
export type { Brake, Pace, Quota, QuotaUse, Throttle } from './throttle';

/** The rules are edited in the panel, in any process: so long they may be what they were. */
const REMEMBERED_MILLISECONDS = 3_000;

const remembered = <T>(load: () => Promise<T>): (() => Promise<T>) => {
  let value: Promise<T> | undefined;
  let loadedAt = 0;
  return () => {
    const now = clock.now().getTime();
    if (!value || Math.abs(now - loadedAt) >= REMEMBERED_MILLISECONDS) {
      loadedAt = now;
      value = load();
      value.catch(() => (value = undefined));
    }
    return value;
  };
};

/** All that holds e-mails back. Where Bull is the queue, all processes are held back together. */
export function createThrottle(strapi: Core.Strapi): Throttle {
  const redis = connectRedis(strapi);
  const rules = remembered(async () => {
    const { timeZone } = await institutionOf(strapi);
    return { ...(await sendingRulesOf(strapi)), timeZone };
  });
  const tally = createTally(strapi);
  const { holidays: days, queue } = configOf(strapi);
  const holidays = holidayCalendar(days);
  const shared = redis
    ? createSharedBrake(redis, { prefix: `${queue.prefix}:brake`, sends: queue.role !== 'web' })
    : null;
  return {
    pace: createPace(strapi, redis),
    quota: createQuota(strapi, rules, tally),
    brake: shared?.brake ?? createBrake(),
    async window() {
      const { window, timeZone } = await rules();
      return windowState(window, holidays, timeZone, clock.now());
    },
    async close() {
      await tally.close();
      await shared?.close();
      redis?.disconnect();
    },
  };
}
