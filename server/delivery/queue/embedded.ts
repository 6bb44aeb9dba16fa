import { randomUUID } from 'node:crypto';

import type { Core } from '@strapi/strapi';

import { clock } from '../../lib/clock';
import { chunk, table, toCount, toJson } from '../../lib/database';
import { redacted } from '../../lib/redact';
import { job as jobModel } from '../models';
import { createAnnouncements } from './announcements';
import { createInHand, GivenUp } from './in-hand';
import { jobKey, type JobHandler, type SendJob, type SendQueue } from './queue';

const JOBS = jobModel.table;

/** A job whose process died is free again after so long; the lock is renewed while the job runs. */
const LOCK_MILLISECONDS = 10_000;
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
  const announcements = createAnnouncements(strapi);
  const inHand = createInHand();
  /** Jobs taken, until the database knows how they ended. */
  const taken = new Set<Promise<void>>();
  let work: { handler: JobHandler; concurrency: number } | undefined;
  let closing = false;
  let timer: NodeJS.Timeout | undefined;
  let dispatching: Promise<void> | undefined;
  let again = false;

  /** Waiting ones have no lock, or one until they may be tried again; that of a dead process runs out. */
  const free = () =>
    table(strapi, JOBS).where((jobs) =>
      jobs.whereNull('locked_until').orWhere('locked_until', '<=', clock.now()),
    );
  const mine = (row: JobRow) => table(strapi, JOBS).where({ id: row.id, locked_by: lockedBy });
  const later = (milliseconds: number) => new Date(clock.now().getTime() + milliseconds);
  const say = (what: string) => (error: unknown) => {
    strapi.log.error(`[mail-campaigns] ${what}: ${redacted(error)}`);
  };

  /** The oldest free job; the guarded update decides between two processes that want it. */
  const take = async (): Promise<JobRow | null> => {
    const found: JobRow | undefined = await free().orderBy('id').first('id', 'payload');
    if (!found) return null;
    const won = await free()
      .where({ id: found.id })
      .update({ locked_by: lockedBy, locked_until: later(LOCK_MILLISECONDS) });
    return toCount(won) > 0 ? found : take();
  };

  const putBack = async (row: JobRow, from: Date | null): Promise<void> => {
    await mine(row).update({ locked_by: null, locked_until: from });
  };

  const handle = async (row: JobRow, handler: JobHandler): Promise<void> => {
    const renewal = setInterval(() => {
      mine(row)
        .update({ locked_until: later(LOCK_MILLISECONDS) })
        .catch(say('job lock'));
    }, LOCK_MILLISECONDS / 3);
    try {
      await inHand.run(() => handler(toJson<SendJob>(row.payload) as SendJob));
      await mine(row).delete();
    } catch (error) {
      const givenUp = error instanceof GivenUp;
      if (!givenUp) say(`send job ${row.id}`)(error);
      await putBack(row, givenUp ? null : later(RETRY_MILLISECONDS));
    } finally {
      clearInterval(renewal);
    }
  };

  /** Takes jobs while there are some and hands are free. */
  const dispatch = async ({ handler, concurrency }: NonNullable<typeof work>): Promise<void> => {
    while (!closing && taken.size < concurrency) {
      const row = await take();
      if (!row) return;
      const job = (closing ? putBack(row, null) : handle(row, handler))
        .catch(say(`send job ${row.id}`))
        .finally(() => {
          taken.delete(job);
          wake();
        });
      taken.add(job);
    }
  };

  /** One dispatch at a time; called meanwhile, another one follows. */
  const wake = (): void => {
    if (!work || closing) return;
    again = dispatching !== undefined;
    if (again) return;
    clearTimeout(timer);
    dispatching = dispatch(work)
      .catch(say('embedded queue'))
      .finally(() => {
        dispatching = undefined;
        if (again) wake();
        else if (!closing) timer = setTimeout(wake, pollMilliseconds);
      });
  };

  return {
    async add(jobs) {
      const createdAt = clock.now();
      const rows = jobs.map((job) => ({
        job_key: jobKey(job),
        payload: JSON.stringify(job),
        created_at: createdAt,
      }));
      for (const part of chunk(rows)) await table(strapi, JOBS).insert(part).onConflict('job_key').ignore();
      wake();
    },
    process(handler, concurrency) {
      work = { handler, concurrency };
      wake();
    },
    async count(campaignId) {
      const [{ jobs }] = (await table(strapi, JOBS)
        .where('job_key', 'like', `${campaignId}/%`)
        .count({ jobs: '*' })) as [{ jobs: unknown }];
      return toCount(jobs);
    },
    announce: announcements.tell,
    onAnnounce: announcements.listen,
    trouble: () => null,
    async close(deadlineMilliseconds) {
      closing = true;
      clearTimeout(timer);
      await dispatching;
      await inHand.end(deadlineMilliseconds);
      await Promise.all(taken);
    },
  };
}
