import { randomUUID } from 'node:crypto';

import { createBullQueue } from '../../server/delivery/queue/bull';
import { createEmbeddedQueue } from '../../server/delivery/queue/embedded';
import type { SendJob, SendQueue } from '../../server/delivery/queue/queue';
import { clock } from '../../server/lib/clock';
import { startApp, type TestApp } from '../support/app';
import { waitFor } from '../support/wait-for';

let app: TestApp;
let prefix: string;
const queues: SendQueue[] = [];
const redisUrl = process.env.TEST_REDIS_URL;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  prefix = `test-${randomUUID()}`;
  await app.strapi.db.connection('mail_campaigns_jobs').delete();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(queues.splice(0).map((queue) => queue.close()));
});

const drivers: [string, () => SendQueue][] = [
  ['embedded', () => createEmbeddedQueue(app.strapi, { pollMilliseconds: 50 })],
  ...(redisUrl
    ? [['bull', () => createBullQueue(app.strapi, { redisUrl, prefix })] as [string, () => SendQueue]]
    : []),
];

const job = (n: number, campaignId = 1): SendJob => ({ campaignId, fromId: n, toId: n + 9 });

describe.each(drivers)('SendQueue, driver %s', (_driver, create) => {
  const open = (): SendQueue => {
    const queue = create();
    queues.push(queue);
    return queue;
  };

  test('hands out each job once, oldest first', async () => {
    const queue = open();
    const seen: number[] = [];
    await queue.add([job(10), job(20), job(30)]);
    queue.process(async ({ fromId }) => void seen.push(fromId));
    await waitFor('all jobs', async () => (await queue.count(1)) === 0);
    expect(seen).toEqual([10, 20, 30]);
  });

  test('takes a job that waits already only once', async () => {
    const queue = open();
    const seen: number[] = [];
    await queue.add([job(10)]);
    await queue.add([job(10), job(20)]);
    expect(await queue.count(1)).toBe(2);
    queue.process(async ({ fromId }) => void seen.push(fromId));
    await waitFor('all jobs', async () => (await queue.count(1)) === 0);
    expect(seen).toEqual([10, 20]);
  });

  test('takes the same job again once it is done', async () => {
    const queue = open();
    let seen = 0;
    queue.process(async () => void (seen += 1));
    await queue.add([job(10)]);
    await waitFor('the first', async () => seen === 1 && (await queue.count(1)) === 0);
    await queue.add([job(10)]);
    await waitFor('the second', () => seen === 2);
  });

  test('hands a failed job out again', async () => {
    const queue = open();
    let tries = 0;
    queue.process(async () => {
      tries += 1;
      if (tries < 2) throw new Error('not yet');
    });
    await queue.add([job(10)]);
    await waitFor('the job to succeed', async () => tries === 2 && (await queue.count(1)) === 0);
  });

  test('counts the jobs of a campaign, the one being handled included', async () => {
    const queue = open();
    let finish = (): void => undefined;
    let started = false;
    await queue.add([job(10, 1), job(20, 1), job(30, 2), job(40, 12)]);
    queue.process(() => {
      started = true;
      return new Promise<void>((resolve) => (finish = resolve));
    });
    await waitFor('the first job to start', () => started);
    expect(await queue.count(1)).toBe(2);
    expect(await queue.count(2)).toBe(1);
    expect(await queue.count(12)).toBe(1);
    const closed = queue.close();
    finish();
    await closed;
  });

  test('close waits for the job being handled and leaves the others', async () => {
    const queue = open();
    const seen: number[] = [];
    let finish = (): void => undefined;
    let started = false;
    await queue.add([job(10), job(20)]);
    queue.process(async ({ fromId }) => {
      await new Promise<void>((resolve) => {
        finish = resolve;
        started = true;
      });
      seen.push(fromId);
    });
    await waitFor('the first job to start', () => started);
    const closed = queue.close();
    finish();
    await closed;
    expect(seen).toEqual([10]);
    expect(await open().count(1)).toBe(1);
  });

  test('a queue opened later sees the jobs that waited', async () => {
    const first = open();
    await first.add([job(10)]);
    await first.close();
    const second = open();
    const seen: number[] = [];
    second.process(async ({ fromId }) => void seen.push(fromId));
    await waitFor('the job', () => seen.length === 1);
  });
});

test('embedded: a job whose process died is handed out again', async () => {
  const dead = createEmbeddedQueue(app.strapi, { pollMilliseconds: 50 });
  await dead.add([job(10)]);
  await app.strapi.db.connection('mail_campaigns_jobs').update({
    state: 'active',
    locked_by: 'someone dead',
    locked_until: new Date(clock.now().getTime() - 1),
  });
  await dead.close();
  const queue = createEmbeddedQueue(app.strapi, { pollMilliseconds: 50 });
  queues.push(queue);
  const seen: number[] = [];
  queue.process(async ({ fromId }) => void seen.push(fromId));
  await waitFor('the job', () => seen.length === 1);
});
