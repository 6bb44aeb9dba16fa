import { randomUUID } from 'node:crypto';

import type { Core } from '@strapi/strapi';

import { clock } from '../../lib/clock';
import { chunk, table, toCount, toJson } from '../../lib/database';
import { describe } from '../../lib/errors';
import { job as jobModel } from '../models';
import { jobKey, type JobHandler, type SendJob, type SendQueue } from './queue';

const JOBS = jobModel.table;

/** A job whose process died is free again after so long; the lock is renewed while the job runs. */
const LOCK_MILLISECONDS = 30_000;
/** Wait before a failed job comes again. */
const RETRY_MILLISECONDS = 1_000;

interface JobRow {
  id: number;
  payload: unknown;
}

/** Jobs in the database of Strapi: no other server, one process. */
export function createEmbeddedQueue(
  strapi: Core.Strapi,
  { pollMilliseconds }: { pollMilliseconds: number },
): SendQueue {
  const lockedBy = randomUUID();
  let handler: JobHandler | undefined;
  let closing = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  const free = () =>
    table(strapi, JOBS).where((jobs) =>
      jobs
        .where({ state: 'waiting' })
        .where((waiting) => waiting.whereNull('locked_until').orWhere('locked_until', '<=', clock.now()))
        .orWhere((stalled) => stalled.where({ state: 'active' }).where('locked_until', '<=', clock.now())),
    );
  const lock = () => new Date(clock.now().getTime() + LOCK_MILLISECONDS);

  /** The oldest free job; the guarded update decides between two that want it. */
  const take = async (): Promise<JobRow | null> => {
    const found: JobRow | undefined = await free().orderBy('id').first('id', 'payload');
    if (!found) return null;
    const taken = await free()
      .where({ id: found.id })
      .update({ state: 'active', locked_by: lockedBy, locked_until: lock() });
    return toCount(taken) > 0 ? found : take();
  };

  const handle = async (row: JobRow): Promise<void> => {
    const mine = () => table(strapi, JOBS).where({ id: row.id, locked_by: lockedBy });
    const renewal = setInterval(() => {
      mine()
        .update({ locked_until: lock() })
        .catch((error: unknown) => {
          strapi.log.warn(`[mail-campaigns] job lock: ${describe(error)}`);
        });
    }, LOCK_MILLISECONDS / 3);
    try {
      await handler?.(toJson<SendJob>(row.payload) as SendJob);
      await mine().delete();
    } catch (error) {
      strapi.log.error(`[mail-campaigns] send job ${row.id}: ${describe(error)}`);
      const again = new Date(clock.now().getTime() + RETRY_MILLISECONDS);
      await mine().update({ state: 'waiting', locked_by: null, locked_until: again });
    } finally {
      clearInterval(renewal);
    }
  };

  const drain = async (): Promise<void> => {
    for (let row = closing ? null : await take(); row; row = closing ? null : await take()) await handle(row);
  };

  /** One drain at a time; whatever is added meanwhile is seen by it or by the next poll. */
  const wake = (): void => {
    if (!handler || closing || running) return;
    clearTimeout(timer);
    running = drain()
      .catch((error: unknown) => {
        strapi.log.error(`[mail-campaigns] embedded queue: ${describe(error)}`);
      })
      .finally(() => {
        running = undefined;
        if (!closing) timer = setTimeout(wake, pollMilliseconds);
      });
  };

  return {
    async add(jobs) {
      const createdAt = clock.now();
      const rows = jobs.map((job) => ({
        job_key: jobKey(job),
        payload: JSON.stringify(job),
        state: 'waiting',
        created_at: createdAt,
      }));
      for (const part of chunk(rows)) await table(strapi, JOBS).insert(part).onConflict('job_key').ignore();
      wake();
    },
    process(given) {
      handler = given;
      wake();
    },
    async count(campaignId) {
      const [{ jobs }] = (await table(strapi, JOBS)
        .where('job_key', 'like', `${campaignId}/%`)
        .count({ jobs: '*' })) as [{ jobs: unknown }];
      return toCount(jobs);
    },
    async close() {
      closing = true;
      clearTimeout(timer);
      await running;
    },
  };
}
