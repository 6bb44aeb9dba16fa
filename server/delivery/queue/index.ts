import type { Core } from '@strapi/strapi';

import { configOf } from '../../config';
import { createBullQueue } from './bull';
import { createEmbeddedQueue } from './embedded';
import type { SendQueue } from './queue';

export type { QueueTrouble, SendJob, SendQueue } from './queue';

/** The queue that the configuration names. */
export function createQueue(strapi: Core.Strapi): SendQueue {
  const { queue, sending } = configOf(strapi);
  return queue.driver === 'bull' && queue.redisUrl
    ? createBullQueue(strapi, { redisUrl: queue.redisUrl, prefix: queue.prefix })
    : createEmbeddedQueue(strapi, { pollMilliseconds: sending.tickSeconds * 1000 });
}

/** Whether this process handles jobs: one of role `web` only adds them and never calls `process`. */
export const handlesJobs = (strapi: Core.Strapi): boolean => configOf(strapi).queue.role !== 'web';
