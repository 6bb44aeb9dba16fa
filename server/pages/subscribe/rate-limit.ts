import { RateLimiterMemory } from 'rate-limiter-flexible';

import { visitorKey } from '../../lib/network';

export interface RateLimit {
  /** Counts a request. @returns seconds to wait, 0 where it may go on. */
  take(ip: string): Promise<number>;
}

/**
 * A limit per route and client, never by anything that the visitor writes: a body field as key lets whoever
 * changes it go on for ever (CVE-2025-64526). Each process counts by itself.
 */
export function createRateLimit(route: string, perHour: number): RateLimit {
  const limiter = new RateLimiterMemory({ keyPrefix: route, points: perHour, duration: 3600 });
  return {
    async take(ip) {
      try {
        await limiter.consume(visitorKey(ip));
        return 0;
      } catch (refusal) {
        const { msBeforeNext } = refusal as { msBeforeNext?: number };
        if (msBeforeNext === undefined) throw refusal;
        return Math.max(1, Math.ceil(msBeforeNext / 1000));
      }
    },
  };
}
