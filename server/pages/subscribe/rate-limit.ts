import type { Core } from '@strapi/strapi';
import { RateLimiterMemory } from 'rate-limiter-flexible';

import { visitorKey } from '../../lib/network';

export interface RateLimit {
  /**
   * Counts a request.
   * @param who the client's address, unless the limit was made for something else.
   * @returns seconds to wait, 0 where it may go on.
   */
  take(who: string): Promise<number>;
}

/**
 * A limit per route and client, never by anything that the visitor writes: a body field as key lets whoever
 * changes it go on for ever (CVE-2025-64526). Each process counts by itself.
 * @param keyOf what counts as the same.
 */
export function createRateLimit(
  route: string,
  perHour: number,
  keyOf: (who: string) => string = visitorKey,
): RateLimit {
  const limiter = new RateLimiterMemory({ keyPrefix: route, points: perHour, duration: 3600 });
  return {
    async take(who) {
      try {
        await limiter.consume(keyOf(who));
        return 0;
      } catch (refusal) {
        const { msBeforeNext } = refusal as { msBeforeNext?: number };
        if (msBeforeNext === undefined) throw refusal;
        return Math.max(1, Math.ceil(msBeforeNext / 1000));
      }
    },
  };
}

/**
 * Koa takes the first address of `X-Forwarded-For` unless it is told how many of the last ones are proxies', and proxies
 * append: the first is whatever the visitor wrote.
 */
export function warnOfForgedAddresses(strapi: Core.Strapi): void {
  if (!strapi.config.get('server.proxy.koa') || strapi.config.get('server.proxy.maxIpsCount')) return;
  strapi.log.warn(
    '[mail-campaigns] visitors can choose the address that limits and consent records see: set `proxy.maxIpsCount` in config/server to the number of proxies in front of Strapi',
  );
}
