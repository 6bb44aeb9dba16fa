import { randomUUID } from 'node:crypto';

import { createBullQueue, type BullQueueOptions } from '../../server/delivery/queue/bull';
import { createEmbeddedQueue } from '../../server/delivery/queue/embedded';
import type { SendJob, SendQueue } from '../../server/delivery/queue/queue';
import { clock } from '../../server/lib/clock';
import { startApp, type TestApp } from '../support/app';
import { startQueueProcess } from '../support/redis';
import { waitFor } from '../support/wait-for';

let app: TestApp;
let prefix: string;
const queues: SendQueue[] = [];
const redisUrl = process.env.TEST_REDIS_URL;

beforeAll(async () => {
  // The app's own queue shall not look for jobs while the tests do.
  app = await startApp({ config: { sending: { tickSeconds: 60 } } });
});
afterAll(() => app.stop());
beforeEach(async () => {
  prefix = `test-${randomUUID()}`;
  await app.strapi.db.connection('mail_campaigns_jobs').delete();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(queues.splice(0).map((queue) => queue.close(0)));
});

const openEmbedded = () => createEmbeddedQueue(app.strapi, { pollMilliseconds: 50 });
const openBull = (times: BullQueueOptions['times'] = {}) =>
  createBullQueue(app.strapi, { redisUrl: redisUrl as string, prefix, times });
const drivers: [string, () => SendQueue][] = [
  ['embedded', openEmbedded],
  ...(redisUrl ? [['bull', openBull] as [string, () => SendQueue]] : []),
];

const job = (n: number, campaignId = 1): SendJob => ({ campaignId, fromId: n, toId: n + 9 });

/** A handler that notes its jobs and holds each of them until `finish`. */
function holding() {
  const started: number[] = [];
  const finished: number[] = [];
  const waiting: (() => void)[] = [];
  return {
    started,
    finished,
    async handler({ fromId }: SendJob) {
      started.push(fromId);
      await new Promise<void>((resolve) => waiting.push(resolve));
      finished.push(fromId);
    },
    finish: () => waiting.splice(0).forEach((resolve) => resolve()),
  };
}

describe.each(drivers)('SendQueue, driver %s', (_driver, create) => {
  const open = (): SendQueue => {
    const queue = create();
    queues.push(queue);
    return queue;
  };
  const emptied = (queue: SendQueue) =>
    waitFor('the queue to be empty', async () => (await queue.count(1)) === 0);

  test('hands out each job once, oldest first', async () => {
    const queue = open();
    const seen: SendJob[] = [];
    await queue.add([job(10), job(20)]);
    await queue.add([job(30)]);
    queue.process(async (given) => void seen.push(given), 1);
    await emptied(queue);
    expect(seen).toEqual([job(10), job(20), job(30)]);
  });

  test('handles as many jobs at a time as told, and not one more', async () => {
    const queue = open();
    const hold = holding();
    await queue.add([job(10), job(20), job(30), job(40), job(50)]);
    queue.process(hold.handler, 3);
    await waitFor('three to start', () => hold.started.length === 3);
    expect(hold.started).toEqual([10, 20, 30]);
    hold.finish();
    await waitFor('the others to start', () => hold.started.length === 5);
    expect(hold.finished).toEqual([10, 20, 30]);
    hold.finish();
    await emptied(queue);
  });

  test('two processes share the jobs, none is handed out to both', async () => {
    const seen: number[] = [];
    const jobs = Array.from({ length: 40 }, (_, n) => job(n * 10));
    for (const queue of [open(), open()]) queue.process(async ({ fromId }) => void seen.push(fromId), 4);
    await (queues[0] as SendQueue).add(jobs);
    await emptied(queues[0] as SendQueue);
    expect(seen.toSorted((a, b) => a - b)).toEqual(jobs.map(({ fromId }) => fromId));
  });

  test('a free hand takes a job that is added while it waits', async () => {
    const queue = open();
    const hold = holding();
    queue.process(hold.handler, 2);
    await queue.add([job(10)]);
    await waitFor('the first', () => hold.started.length === 1);
    await queue.add([job(20)]);
    await waitFor('the second', () => hold.started.length === 2);
    hold.finish();
    await emptied(queue);
  });

  test('a job that waits or is being handled is there once', async () => {
    const queue = open();
    const hold = holding();
    await queue.add([job(10)]);
    await queue.add([job(10), job(20)]);
    expect(await queue.count(1)).toBe(2);
    queue.process(hold.handler, 1);
    await waitFor('the first to start', () => hold.started.length === 1);
    await queue.add([job(10), job(20)]);
    expect(await queue.count(1)).toBe(2);
    hold.finish();
    await waitFor('the second to start', () => hold.started.length === 2);
    hold.finish();
    await emptied(queue);
    expect(hold.finished).toEqual([10, 20]);
  });

  test('takes the same job again once it is done', async () => {
    const queue = open();
    let seen = 0;
    queue.process(async () => void (seen += 1), 1);
    for (const times of [1, 2, 3]) {
      await queue.add([job(10)]);
      await emptied(queue);
      expect(seen).toBe(times);
    }
  });

  test('hands a failed job out again, however often, and goes on with the others meanwhile', async () => {
    const queue = open();
    const error = jest.spyOn(app.strapi.log, 'error').mockImplementation();
    const seen: number[] = [];
    await queue.add([job(10), job(20)]);
    queue.process(async ({ fromId }) => {
      seen.push(fromId);
      if (fromId === 10 && seen.filter((id) => id === 10).length < 3) throw new Error('not yet');
    }, 1);
    await emptied(queue);
    expect(seen).toEqual([10, 20, 10, 10]);
    expect(error).toHaveBeenCalledTimes(2);
    expect(error).toHaveBeenCalledWith(expect.stringContaining('not yet'));
  });

  test('counts the jobs of a campaign, the ones being handled included', async () => {
    const queue = open();
    const hold = holding();
    await queue.add([job(10, 1), job(20, 1), job(30, 2), job(40, 12)]);
    queue.process(hold.handler, 1);
    await waitFor('the first job to start', () => hold.started.length === 1);
    expect(await queue.count(1)).toBe(2);
    expect(await queue.count(2)).toBe(1);
    expect(await queue.count(12)).toBe(1);
    expect(await queue.count(3)).toBe(0);
    hold.finish();
  });

  test('counts among thousands', async () => {
    const queue = open();
    for (let campaignId = 1; campaignId <= 20; campaignId += 1) {
      await queue.add(Array.from({ length: 250 }, (_, n) => job(n * 10, campaignId)));
    }
    const counts = await Promise.all([1, 2, 11, 20, 21].map((id) => queue.count(id)));
    expect(counts).toEqual([250, 250, 250, 250, 0]);
  });

  test('announces a change of a campaign; a listener that fails keeps nobody from hearing it', async () => {
    const queue = open();
    jest.spyOn(app.strapi.log, 'error').mockImplementation();
    const heard: number[] = [];
    queue.onAnnounce(() => {
      throw new Error('deaf');
    });
    queue.onAnnounce((campaignId) => heard.push(campaignId));
    queue.announce(7);
    await waitFor('the announcement', () => heard.includes(7));
    expect(new Set(heard)).toEqual(new Set([7]));
  });

  test('has no trouble where all is well', async () => {
    const queue = open();
    await queue.count(1);
    expect(queue.trouble()).toBeNull();
  });

  test('close waits for the jobs being handled and leaves the others', async () => {
    const queue = open();
    const hold = holding();
    await queue.add([job(10), job(20), job(30)]);
    queue.process(hold.handler, 2);
    await waitFor('two jobs to start', () => hold.started.length === 2);
    const closed = queue.close(20_000);
    hold.finish();
    await closed;
    expect(hold.finished).toEqual([10, 20]);
    expect(hold.started).toEqual([10, 20]);
    expect(await open().count(1)).toBe(1);
  });

  test('close waits no longer than its deadline; what is not done is handed out again', async () => {
    const hold = holding();
    const queue = create();
    await queue.add([job(10), job(20)]);
    queue.process(hold.handler, 1);
    await waitFor('the first job to start', () => hold.started.length === 1);
    await queue.close(50);
    expect(hold.finished).toEqual([]);

    const seen: number[] = [];
    const next = open();
    next.process(async ({ fromId }) => void seen.push(fromId), 1);
    await emptied(next);
    expect(seen.toSorted()).toEqual([10, 20]);
    // What the closed queue still had in hand ends at last, and takes nothing away that was added again.
    await next.add([job(10)]);
    await waitFor('the job to come again', () => seen.length === 3);
    hold.finish();
  });

  test('close of a queue that waits for jobs returns at once', async () => {
    const queue = create();
    queue.process(async () => undefined, 4);
    await queue.add([job(10)]);
    await emptied(queue);
    await queue.close(60_000);
  });

  test('a queue opened later sees the jobs that waited', async () => {
    const first = create();
    await first.add([job(10)]);
    await first.close(1000);
    const seen: number[] = [];
    open().process(async ({ fromId }) => void seen.push(fromId), 1);
    await waitFor('the job', () => seen.length === 1);
  });
});

test('embedded: a job whose process died is handed out again', async () => {
  const dead = openEmbedded();
  await dead.add([job(10)]);
  await app.strapi.db.connection('mail_campaigns_jobs').update({
    locked_by: 'someone dead',
    locked_until: new Date(clock.now().getTime() - 1),
  });
  await dead.close(0);
  const queue = openEmbedded();
  queues.push(queue);
  const seen: number[] = [];
  queue.process(async ({ fromId }) => void seen.push(fromId), 1);
  await waitFor('the job', () => seen.length === 1);
});

(redisUrl ? describe : describe.skip)('Bull on a real Redis (TEST_REDIS_URL)', () => {
  const open = (times: BullQueueOptions['times'] = {}): SendQueue => {
    const queue = openBull(times);
    queues.push(queue);
    return queue;
  };
  const quick = { lockDuration: 400, stalledInterval: 100 };

  /** A process that has the job `10` in hand dies by SIGKILL. */
  const dieWithJob = async () => {
    const child = startQueueProcess({ redisUrl: redisUrl as string, prefix, times: quick });
    await child.says('handling 10');
    await child.kill();
  };

  test('every process hears an announcement', async () => {
    const [first, second] = [open(), open()];
    const heard: number[] = [];
    second.onAnnounce((campaignId) => heard.push(campaignId));
    await waitFor('the other process to hear it', () => {
      first.announce(7);
      return heard.includes(7);
    });
  });

  test('two processes with eight hands each hand out two thousand jobs, each of them once', async () => {
    const seen: number[] = [];
    const jobs = Array.from({ length: 2000 }, (_, n) => job(n * 10));
    const [first, second] = [open(), open()];
    for (const queue of [first, second]) queue.process(async ({ fromId }) => void seen.push(fromId), 8);
    await first.add(jobs);
    await waitFor('the queue to be empty', async () => (await second.count(1)) === 0);
    expect(seen.toSorted((a, b) => a - b)).toEqual(jobs.map(({ fromId }) => fromId));
  });

  test('a job whose process died with it is handed out again, and its lock is kept while it is handled', async () => {
    const queue = open(quick);
    await queue.add([job(10)]);
    await dieWithJob();
    const hold = holding();
    queue.process(hold.handler, 1);
    await waitFor('the job to come again', () => hold.started.length === 1);

    // Another process looks for jobs without a lock all the time, longer than a lock lasts.
    const other = open(quick);
    const taken: number[] = [];
    other.process(async ({ fromId }) => void taken.push(fromId), 1);
    const until = Date.now() + 5 * quick.lockDuration;
    await waitFor('several lock times to pass', () => Date.now() > until);
    hold.finish();
    await waitFor('the job to be done', async () => (await queue.count(1)) === 0);
    expect({ finished: hold.finished, taken }).toEqual({ finished: [10], taken: [] });
  });

  test('a job that its processes die of stays in the queue', async () => {
    const queue = open(quick);
    await queue.add([job(10)]);
    for (let deaths = 0; deaths < 3; deaths += 1) await dieWithJob();
    const seen: number[] = [];
    queue.process(async ({ fromId }) => void seen.push(fromId), 1);
    await waitFor('the job', () => seen.length === 1);
  });

  test('a job that Bull gives up on after all can be planned again', async () => {
    const queue = open({ ...quick, maxStalledCount: 0 });
    await queue.add([job(10)]);
    await dieWithJob();
    const seen: number[] = [];
    queue.process(async ({ fromId }) => void seen.push(fromId), 1);
    await waitFor('Bull to drop the job', async () => (await queue.count(1)) === 0);
    expect(seen).toEqual([]);
    await queue.add([job(10)]);
    await waitFor('the job', () => seen.length === 1);
  });
});
