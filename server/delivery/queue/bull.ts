import Bull from 'bull';
import type Redis from 'ioredis';
import type { Core } from '@strapi/strapi';

import { createAnnouncements } from './announcements';
import { COUNT_JOBS, FORGET_STRAYS } from './bull-scripts';
import { createHands, HANDS_WAIT_SECONDS } from './bull-hands';
import { jobKey, type SendQueue } from './queue';
import { connectRedis } from './redis';

/** A failed job goes back to the end of the line, however often. */
const OPTIONS = { removeOnComplete: true, removeOnFail: true, attempts: 1_000_000, stackTraceLimit: 1 };

const TIMES = {
  /** A job whose process died is free again after so long; the lock is renewed while the job runs. */
  lockDuration: 10_000,
  /** How often jobs without a lock are looked for; one is handed out again when it is met twice. */
  stalledInterval: 5_000,
  /** A process that dies says nothing about the job that it had in hand. */
  maxStalledCount: 1_000_000,
};

export interface BullQueueOptions {
  redisUrl: string;
  /** Of all keys, so that several apps can share a Redis. */
  prefix: string;
  /** Milliseconds and counts of Bull's settings of the same names; tests shorten them. */
  times?: Partial<typeof TIMES>;
}

/** Jobs in Redis, kept by Bull: any number of processes. */
export function createBullQueue(
  strapi: Core.Strapi,
  { redisUrl, prefix, times = {} }: BullQueueOptions,
): SendQueue {
  const settings = { ...TIMES, ...times };
  const redis = connectRedis(strapi, redisUrl, prefix);
  let waiting: Redis | undefined;
  const bull = new Bull('send', {
    prefix,
    createClient: (type) => (type === 'client' ? redis.commands : (waiting = redis.open('waiting'))),
    settings: { ...settings, drainDelay: HANDS_WAIT_SECONDS },
  });
  const lists = ['wait', 'paused', 'active'].map((list) => bull.toKey(list));
  const hands = createHands(strapi, bull, settings, () => redis.trouble() === null);
  const announcements = createAnnouncements(strapi);
  const channel = `${prefix}:announcements`;
  const subscriber = redis.open('announcements');
  subscriber.on('message', (_channel, campaignId) => announcements.tell(Number(campaignId)));
  subscriber.subscribe(channel).catch(() => undefined);

  return {
    add: (jobs) =>
      redis.ask(async () => {
        const keys = jobs.map(jobKey);
        await redis.commands.eval(FORGET_STRAYS, lists.length, ...lists, bull.toKey(''), ...keys);
        // One by one: Bull's bulk command keeps failures to itself. They leave in one go all the same.
        await Promise.all(keys.map((jobId) => bull.add({}, { ...OPTIONS, jobId })));
      }),
    process(handler, concurrency) {
      hands.start(handler, concurrency);
    },
    count: (campaignId) =>
      redis.ask(async () =>
        Number(await redis.commands.eval(COUNT_JOBS, lists.length, ...lists, `${campaignId}/`)),
      ),
    announce(campaignId) {
      announcements.tell(campaignId);
      if (!redis.trouble()) redis.commands.publish(channel, String(campaignId)).catch(() => undefined);
    },
    onAnnounce: announcements.listen,
    trouble: () => redis.trouble(),
    async close(deadlineMilliseconds) {
      const ended = hands.end(deadlineMilliseconds);
      // Ends the wait for a job.
      waiting?.disconnect();
      await ended;
      redis.close();
    },
  };
}
