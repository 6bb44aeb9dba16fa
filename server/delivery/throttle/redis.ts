import { Redis } from 'ioredis';
import type { Core } from '@strapi/strapi';

import { configOf } from '../../config';

/** A Redis that does not answer is taken for away after so long: whoever sends must not wait for it. */
const COMMAND_MILLISECONDS = 1_000;

/** A connection for counting, apart from those of the queue, which wait for Redis without a limit; null without Bull. */
export function connectRedis(strapi: Core.Strapi): Redis | null {
  const { driver, redisUrl, prefix } = configOf(strapi).queue;
  if (driver !== 'bull' || !redisUrl) return null;
  const redis = new Redis(redisUrl, {
    connectionName: `${prefix}:throttle`,
    maxRetriesPerRequest: 1,
    commandTimeout: COMMAND_MILLISECONDS,
  });
  // It reconnects by itself, and the queue tells what is wrong; without a listener ioredis would print each failure.
  redis.on('error', () => undefined);
  return redis;
}
