import { randomUUID } from 'node:crypto';

import type { Redis } from 'ioredis';

import { clock } from '../../../lib/clock';
import type { Brake } from '../throttle';
import { createBrake } from './brake';
import { isOver, type Slowdown } from './slowdown';

const EXCHANGE_MILLISECONDS = 1_000;
/** A process silent for so long takes no share any more; also what the clocks of two machines may differ by. */
const SILENCE_MILLISECONDS = 10_000;
/** What nobody touches for so long is over: no hold and no recovery lasts longer. */
const KEPT_SECONDS = 3_600;

export interface BrakeOptions {
  /** Of the keys: `<prefix>:slowdowns`, a hash by domain, and `<prefix>:processes`, a set by the last word of each. */
  prefix: string;
  /** Whether this process sends, and so takes a share of each slowed-down domain's rate. */
  sends: boolean;
}

/**
 * A brake whose slowdowns all processes share: told at once, learned within a second. Each process lets its part of a
 * domain's rate through, by the number of those alive; so processes that are not equally busy stay below the rate.
 * While Redis is away each goes by what it knows.
 */
export function createSharedBrake(
  redis: Redis,
  { prefix, sends }: BrakeOptions,
): { brake: Brake; close(): Promise<void> } {
  const id = randomUUID();
  const slowdownsKey = `${prefix}:slowdowns`;
  const processesKey = `${prefix}:processes`;
  let processes = 1;

  const tell = (slowdown: Slowdown): void => {
    redis
      .multi()
      .hset(slowdownsKey, slowdown.domain, JSON.stringify(slowdown))
      .expire(slowdownsKey, KEPT_SECONDS)
      .exec()
      .catch(() => undefined);
  };
  const brake = createBrake(() => processes, tell);

  const exchange = async (): Promise<void> => {
    const now = clock.now().getTime();
    const commands = redis.multi();
    if (sends) commands.zadd(processesKey, now, id).expire(processesKey, KEPT_SECONDS);
    commands.zremrangebyscore(processesKey, '-inf', now - SILENCE_MILLISECONDS);
    const answers = await commands.zcard(processesKey).hgetall(slowdownsKey).exec();
    const [count, told] = (answers ?? []).slice(-2).map(([, answer]) => answer) as [number, object];
    processes = Math.max(1, count);
    const slowdowns = Object.values(told).map((text: string) => JSON.parse(text) as Slowdown);
    brake.adopt(slowdowns.filter((slowdown) => !isOver(slowdown, now)));
    const over = slowdowns.filter((slowdown) => isOver(slowdown, now)).map(({ domain }) => domain);
    if (over.length > 0) await redis.hdel(slowdownsKey, ...over);
  };

  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let exchanging: Promise<void>;
  const next = (): void => {
    exchanging = exchange()
      .catch(() => undefined)
      .finally(() => {
        if (!closed) timer = setTimeout(next, EXCHANGE_MILLISECONDS).unref();
      });
  };
  next();

  return {
    brake,
    async close() {
      closed = true;
      clearTimeout(timer);
      await exchanging;
      await redis.zrem(processesKey, id).catch(() => undefined);
    },
  };
}
