import Bull from 'bull';
import Redis from 'ioredis';
import type { Core } from '@strapi/strapi';

import { describe } from '../../lib/errors';
import { jobKey, type SendJob, type SendQueue } from './queue';

const RETRIES = { attempts: 1_000_000, backoff: { type: 'fixed', delay: 1_000 } } as const;

/**
 * Jobs in Redis, handled by Bull: any number of processes.
 * @param prefix of all keys, so that several apps can share a Redis.
 */
export function createBullQueue(
  strapi: Core.Strapi,
  { redisUrl, prefix }: { redisUrl: string; prefix: string },
): SendQueue {
  const queue = new Bull<SendJob>('send', {
    prefix,
    // Bull's blocking connections must wait for Redis without a limit; the names tell them apart in CLIENT LIST.
    createClient: (type) =>
      new Redis(redisUrl, {
        connectionName: `${prefix}:${type}`,
        maxRetriesPerRequest: null,
        enableReadyCheck: false,
      }),
  });
  // Bull tells of each lost connection here; without a listener it would end the process. It reconnects by itself.
  queue.on('error', (error) => strapi.log.error(`[mail-campaigns] Redis: ${describe(error)}`));
  queue.on('failed', (job, error) =>
    strapi.log.error(`[mail-campaigns] send job ${job.id}: ${describe(error)}`),
  );
  return {
    async add(jobs) {
      await queue.addBulk(
        jobs.map((data) => ({
          data,
          opts: { jobId: jobKey(data), removeOnComplete: true, removeOnFail: true, ...RETRIES },
        })),
      );
    },
    process(handler) {
      void queue.process(1, (job) => handler(job.data));
    },
    async count(campaignId) {
      const jobs = await queue.getJobs(['waiting', 'active', 'delayed', 'paused']);
      return jobs.filter((job) => job?.data.campaignId === campaignId).length;
    },
    close: () => queue.close(),
  };
}
