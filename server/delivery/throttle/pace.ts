import type { Redis } from 'ioredis';
import type { Core } from '@strapi/strapi';

import type { TransportLimits } from '../../../contracts';
import { configOf } from '../../config';
import { clock } from '../../lib/clock';
import { redacted } from '../../lib/redact';
import { createLimiter, spanOf, type Limiter, type Span } from './limiter';
import type { Pace } from './throttle';
import { forgetUsage, giveUsageBack, takeUsage, UNLIMITED, usageOf, type UsageKey } from './usage';

type Granted = Awaited<ReturnType<Pace['take']>>;

/** One kind of limit. */
interface Step {
  take(transport: string, limits: TransportLimits, count: number): Promise<Granted>;
  giveBack(transport: string, limits: TransportLimits, count: number): Promise<void>;
}

const HOUR = 3_600_000;
/** Wait where nothing can be counted, and the longest wait: places may be given back meanwhile. */
const OUTAGE_MILLISECONDS = 1_000;
const LONGEST_WAIT_MILLISECONDS = 60_000;

/** Hours before the current one that any 24 hours can touch. */
const HOURS_BEFORE = 24;
const KEPT_HOURS = 40 * 24;

const all = (count: number): Granted => ({ granted: count, waitMilliseconds: 0, limitedBy: null });

const SPANS = {
  perSecond: spanOf,
  perMinute: (points: number): Span => ({ points, seconds: 60 }),
};

/** Limits of a second or a minute. */
const shortStep = (limiter: Limiter, name: keyof typeof SPANS): Step => ({
  async take(transport, { [name]: limit }, count) {
    if (limit === undefined) return all(count);
    const taken = await limiter.take(`${name}:${transport}`, SPANS[name](limit), count);
    return taken.granted < count ? { ...taken, limitedBy: name } : all(count);
  },
  async giveBack(transport, { [name]: limit }, count) {
    if (limit !== undefined) await limiter.giveBack(`${name}:${transport}`, SPANS[name](limit), count);
  },
});

/** The clock hour in UTC that began `before` hours ago, `YYYY-MM-DDTHH`. */
const hour = (before = 0): string =>
  new Date(clock.now().getTime() - before * HOUR).toISOString().slice(0, 'YYYY-MM-DDTHH'.length);

const SCOPE = 'transport:';
const bucket = (transport: string): UsageKey => ({ scope: `${SCOPE}${transport}`, period: hour() });

/**
 * Limits of an hour or a day, counted in the database by clock hours in UTC, so that a restart, an emptied Redis or
 * another process cannot forget them. A day is this hour and the 24 before it: never more than `perDay` in any 24
 * hours, and up to an hour of waiting more than a count by the second would ask for.
 */
function longStep(strapi: Core.Strapi): Step {
  let tidied = hour();
  const tidy = async (): Promise<void> => {
    if (tidied === hour()) return;
    tidied = hour();
    await forgetUsage(strapi, SCOPE, hour(KEPT_HOURS));
  };
  return {
    async take(transport, { perHour, perDay }, count) {
      if (perHour === undefined && perDay === undefined) return all(count);
      await tidy();
      const key = bucket(transport);
      const earlier = Array.from({ length: HOURS_BEFORE }, (_, i) => hour(i + 1));
      const thisHour = Math.min(perHour ?? UNLIMITED, UNLIMITED);
      const today = perDay === undefined ? UNLIMITED : perDay - (await usageOf(strapi, key.scope, earlier));
      const granted = await takeUsage(strapi, key, Math.min(thisHour, today), count);
      if (granted === count) return all(count);
      const waitMilliseconds = Math.min(HOUR - (clock.now().getTime() % HOUR), LONGEST_WAIT_MILLISECONDS);
      return { granted, waitMilliseconds, limitedBy: today < thisHour ? 'perDay' : 'perHour' };
    },
    async giveBack(transport, { perHour, perDay }, count) {
      if (perHour !== undefined || perDay !== undefined) {
        await giveUsageBack(strapi, bucket(transport), count);
      }
    },
  };
}

/**
 * @param redis counts seconds and minutes for all processes; null: this process alone, in memory.
 */
export function createPace(strapi: Core.Strapi, redis: Redis | null): Pace {
  const limiter = createLimiter(`${configOf(strapi).queue.prefix}:pace`, redis);
  // The shortest first: while it holds, nobody asks the database.
  const steps = [shortStep(limiter, 'perSecond'), shortStep(limiter, 'perMinute'), longStep(strapi)];
  let failing = false;

  /** Never throws: what cannot be counted is not sent. */
  const guarded = async <T>(otherwise: T, work: () => Promise<T>): Promise<T> => {
    try {
      const result = await work();
      failing = false;
      return result;
    } catch (error) {
      if (!failing) strapi.log.error(`[mail-campaigns] limits cannot be counted: ${redacted(error)}`);
      failing = true;
      return otherwise;
    }
  };

  const outage: Granted = { granted: 0, waitMilliseconds: OUTAGE_MILLISECONDS, limitedBy: null };
  return {
    take: (transport, limits, count) =>
      guarded(outage, async () => {
        let last = all(count);
        const taken: { step: Step; granted: number }[] = [];
        for (const step of steps) {
          if (last.granted === 0) break;
          const { granted } = last;
          const next = await step.take(transport, limits, granted);
          if (next.granted < granted) last = next;
          taken.push({ step, granted: next.granted });
        }
        for (const { step, granted } of taken) {
          if (granted > last.granted) await step.giveBack(transport, limits, granted - last.granted);
        }
        return last;
      }),
    giveBack: (transport, limits, count) =>
      guarded(undefined, async () => {
        for (const step of steps) await step.giveBack(transport, limits, count);
      }),
  };
}
