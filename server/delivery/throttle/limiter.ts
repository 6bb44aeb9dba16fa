import type { Redis } from 'ioredis';
import {
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';

/** So many e-mails in so many whole seconds. */
export interface Span {
  points: number;
  seconds: number;
}

/** Counts in short spans: all processes together in Redis, else this process in memory. Throws where Redis is away. */
export interface Limiter {
  /** @returns how many places were granted, and in how many milliseconds the span ends. */
  take(key: string, span: Span, count: number): Promise<{ granted: number; waitMilliseconds: number }>;
  giveBack(key: string, span: Span, count: number): Promise<void>;
}

/** Spans tried for a rate that is no whole number, from the shortest that lets one e-mail through. */
const CANDIDATES = 10;
const ROUNDING = 1e-9;

/** A rate as whole e-mails in whole seconds, never faster: 2.5 a second are 5 in 2 seconds, 0.2 are 1 in 5. */
export function spanOf(perSecond: number): Span {
  const shortest = Math.max(1, Math.ceil(1 / perSecond - ROUNDING));
  return Array.from({ length: CANDIDATES }, (_, more) => shortest + more)
    .map((seconds) => ({ points: Math.floor(perSecond * seconds + ROUNDING), seconds }))
    .reduce((best, span) =>
      span.points / span.seconds > best.points / best.seconds + ROUNDING ? span : best,
    );
}

/**
 * What rate-limiter-flexible runs to count. Its own script would keep what was refused in the count, so that places
 * given back were lost, and giving back after the end of a span would widen the next one. This one keeps the count
 * between 0 and the limit; it answers the count as if all had been granted, from which the caller sees how many were.
 * KEYS[1] the counter; ARGV points to add, seconds, limit.
 */
const COUNT_WITHIN_LIMIT = `
local used = tonumber(redis.call('get', KEYS[1]))
local wanted = math.max(0, (used or 0) + tonumber(ARGV[1]))
local kept = math.min(wanted, tonumber(ARGV[3]))
if used then
  redis.call('incrby', KEYS[1], kept - used)
else
  redis.call('set', KEYS[1], kept, 'EX', ARGV[2])
end
return { wanted, redis.call('pttl', KEYS[1]) }
`;

/** @param prefix of the keys. @param redis null: counts in memory. */
export function createLimiter(prefix: string, redis: Redis | null): Limiter {
  const limiters = new Map<string, RateLimiterAbstract>();

  const limiterOf = ({ points, seconds }: Span): RateLimiterAbstract => {
    const name = `${points}/${seconds}`;
    const known = limiters.get(name);
    if (known) return known;
    const options = { keyPrefix: prefix, points, duration: seconds };
    const limiter = redis
      ? new RateLimiterRedis({ ...options, storeClient: redis, customIncrTtlLuaScript: COUNT_WITHIN_LIMIT })
      : new RateLimiterMemory(options);
    limiters.set(name, limiter);
    return limiter;
  };

  const giveBack = async (key: string, span: Span, count: number): Promise<void> => {
    const limiter = limiterOf(span);
    const { consumedPoints } = await limiter.reward(key, count);
    // In memory only: the span was over already, and what belonged to it must not widen the next one.
    if (consumedPoints < 0) await limiter.delete(key);
  };

  return {
    async take(key, span, count) {
      const answer = await limiterOf(span)
        .consume(key, count)
        .catch((refusal: unknown) => {
          if (refusal instanceof RateLimiterRes) return refusal;
          throw refusal;
        });
      const before = answer.consumedPoints - count;
      const granted = Math.min(count, Math.max(0, span.points - before));
      if (!redis && granted < count) await giveBack(key, span, count - granted);
      return { granted, waitMilliseconds: answer.msBeforeNext };
    },
    giveBack,
  };
}
