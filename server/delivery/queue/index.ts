import type { Core } from '@strapi/strapi';

import { configOf } from '../../config';
import { createBullQueue } from './bull';
import { createEmbeddedQueue } from './embedded';
import type { SendQueue } from './queue';

export type { SendJob, SendQueue } from './queue';

/** The queue that the configuration names. */
export function createQueue(strapi: Core.Strapi): SendQueue {
  const { queue, sending } = configOf(strapi);
  return queue.driver === 'bull' && queue.redisUrl
    ? createBullQueue(strapi, { redisUrl: queue.redisUrl, prefix: queue.prefix })
    : createEmbeddedQueue(strapi, { pollMilliseconds: sending.tickSeconds * 1000 });
}
