import { setTimeout as pause } from 'node:timers/promises';

import type { Job, Queue } from 'bull';
import type { Core } from '@strapi/strapi';

import { redacted } from '../../lib/redact';
import { createInHand, GivenUp } from './in-hand';
import { inTime } from './in-time';
import { jobOfKey, type JobHandler } from './queue';

/** Seconds for which a free hand waits in Redis for a job. */
export const HANDS_WAIT_SECONDS = 5;
/** Wait before a failed job comes again, and after Redis failed. */
const RETRY_MILLISECONDS = 1_000;
/** What Redis gets, at the end, to take back the jobs that nobody has time for. */
const HAND_BACK_MILLISECONDS = 2_000;

/** Public in Bull, but not in its types: it runs this itself only where it also runs its own loop. */
interface StalledCheck {
  moveUnlockedJobsToWait(): Promise<void>;
}

export interface Hands {
  /** Takes and handles up to `concurrency` jobs at a time. */
  start(handler: JobHandler, concurrency: number): void;
  /** Takes no new job; resolves when those in hand are done or, after the deadline, handed back. */
  end(deadlineMilliseconds: number): Promise<void>;
}

/**
 * The loop that takes jobs from Bull. Ours, because Bull's own cannot be ended while Redis is away.
 * @param times of Bull's settings: how long a job stays locked, how often stalled ones are looked for.
 * @param reachable whether Redis answers.
 */
export function createHands(
  strapi: Core.Strapi,
  bull: Queue,
  { lockDuration, stalledInterval }: { lockDuration: number; stalledInterval: number },
  reachable: () => boolean,
): Hands {
  const inHand = createInHand();
  const hands: Promise<void>[] = [];
  let ending = false;
  let stalledCheck: NodeJS.Timeout | undefined;

  /** Without the words of an error: they may hold what a recipient's row holds. */
  const handBack = (job: Job) => job.moveToFailed({ message: 'not done' });

  /** @returns whether the job is done. */
  const run = async (job: Job, handler: JobHandler): Promise<boolean> => {
    try {
      // The id tells all, even where Redis was emptied meanwhile.
      await inHand.run(() => handler(jobOfKey(String(job.id))));
      return true;
    } catch (error) {
      if (!(error instanceof GivenUp)) {
        strapi.log.error(`[mail-campaigns] send job ${job.id}: ${redacted(error)}`);
        await pause(RETRY_MILLISECONDS);
      }
      return false;
    }
  };

  const handle = async (job: Job, handler: JobHandler): Promise<void> => {
    const renewal = setInterval(() => {
      // Fails where Redis is away: without its lock the job is handed out again, which does no harm.
      job.extendLock(lockDuration).catch(() => undefined);
    }, lockDuration / 2);
    // Not longer than the work: what follows waits for Redis as long as it takes.
    const done = await run(job, handler).finally(() => clearInterval(renewal));
    await (done ? job.moveToCompleted(undefined, false, true) : handBack(job));
  };

  const hand = async (handler: JobHandler): Promise<void> => {
    while (!ending) {
      try {
        const job = await bull.getNextJob();
        if (job) await (ending ? handBack(job) : handle(job, handler));
      } catch (error) {
        // Redis went, or was emptied: what was in hand is handed out again, or planned again.
        strapi.log.debug(`[mail-campaigns] Bull: ${redacted(error)}`);
        if (!ending) await pause(RETRY_MILLISECONDS);
      }
    }
  };

  return {
    start(handler, concurrency) {
      for (let n = 0; n < concurrency; n += 1) hands.push(hand(handler));
      stalledCheck = setInterval(() => {
        if (reachable()) void (bull as unknown as StalledCheck).moveUnlockedJobsToWait();
      }, stalledInterval);
    },
    async end(deadlineMilliseconds) {
      ending = true;
      clearInterval(stalledCheck);
      await inHand.end(deadlineMilliseconds);
      await inTime(Promise.all(hands), HAND_BACK_MILLISECONDS).catch(() => undefined);
    },
  };
}
