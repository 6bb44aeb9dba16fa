import type { Core } from '@strapi/strapi';

import { createBullQueue } from '../../server/delivery/queue/bull';
import type { SendJob, SendQueue } from '../../server/delivery/queue/queue';
import { codeOf } from '../../server/lib/errors';
import { startApp, type TestApp } from '../support/app';
import { makeCampaign, makeList } from '../support/campaign';
import { makeInstitution } from '../support/institution';
import {
  hasRedisServer,
  startProxy,
  startQueueProcess,
  startRedis,
  type TestProxy,
  type TestRedis,
} from '../support/redis';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink';
import { waitFor } from '../support/wait-for';

const PASSWORD = 'geheim';
const times = { lockDuration: 1000, stalledInterval: 250 };
const job = (n: number): SendJob => ({ campaignId: 1, fromId: n, toId: n + 9 });

(hasRedisServer ? describe : describe.skip)('Redis fails (needs redis-server)', () => {
  let redis: TestRedis;
  let proxy: TestProxy;
  let queue: SendQueue;
  const log = { error: jest.fn(), info: jest.fn(), warn: jest.fn(), debug: jest.fn() };
  const place = () => `127.0.0.1:${proxy.port}`;
  const open = (redisUrl = `redis://:${PASSWORD}@${place()}`): SendQueue =>
    createBullQueue({ log } as unknown as Core.Strapi, { redisUrl, prefix: 'test', times });

  beforeEach(async () => {
    jest.clearAllMocks();
    redis = await startRedis({ password: PASSWORD });
    proxy = await startProxy(Number(new URL(redis.url).port));
    queue = open();
  });
  afterEach(async () => {
    await queue.close(0);
    await proxy.close();
    await redis.stop();
    redis.lose();
  });

  const noticed = (words: RegExp) =>
    waitFor(`the queue to say ${words}`, () => {
      const trouble = queue.trouble();
      return trouble && words.test(trouble.reply) ? trouble : null;
    });
  const over = () => waitFor('the trouble to be over', () => queue.trouble() === null);

  /** What happens to Redis, what the queue says meanwhile, and what ends it. */
  const faults: [string, { begin(): unknown; words: RegExp; end(): unknown }][] = [
    [
      'is stopped and started again empty',
      {
        begin: () => redis.stop(),
        words: /connection (closed|refused)/,
        end: () => (redis.lose(), redis.start()),
      },
    ],
    [
      'is restarted with its data',
      { begin: () => redis.stop(), words: /connection (closed|refused)/, end: () => redis.start() },
    ],
    [
      'stops answering while its connections stay open',
      { begin: () => proxy.hold(), words: /no answer/, end: () => proxy.release() },
    ],
    [
      'is full',
      {
        begin: () => redis.run('CONFIG', 'SET', 'maxmemory', '1'),
        words: /OOM/,
        end: () => redis.run('CONFIG', 'SET', 'maxmemory', '0'),
      },
    ],
    [
      'has become a replica that takes nothing',
      {
        begin: () => redis.run('REPLICAOF', '127.0.0.1', '1'),
        words: /READONLY/,
        end: () => redis.run('REPLICAOF', 'NO', 'ONE'),
      },
    ],
  ];

  test.each(faults)('%s: told, nothing lost, goes on by itself', async (_name, { begin, words, end }) => {
    const jobs = Array.from({ length: 60 }, (_, n) => job(n * 10));
    const waiting = new Set(jobs.map(({ fromId }) => fromId));
    const handle = async ({ fromId }: SendJob) => {
      await new Promise((resolve) => setImmediate(resolve));
      waiting.delete(fromId);
    };
    await queue.add(jobs);
    queue.process(handle, 4);
    await waitFor('some to be done', () => waiting.size < 50);
    const before = Date.now();
    await begin();
    const { since, reply } = await noticed(words);
    expect(since.getTime()).toBeGreaterThanOrEqual(before);
    expect(reply).toContain(place());
    expect(reply).not.toContain(PASSWORD);
    await expect(queue.add(jobs)).rejects.toThrow(place());
    await end();
    await over();

    // What the planner does with each tick.
    await waitFor('all jobs to be done', async () => {
      if (waiting.size > 0 && (await queue.count(1)) === 0) await queue.add([...waiting].map(job));
      return waiting.size === 0 && (await queue.count(1)) === 0;
    });
    expect(log.error.mock.calls).toEqual([[expect.stringContaining(place())]]);
    expect(log.info.mock.calls).toEqual([[expect.stringContaining('answers again')]]);
  });

  test('is emptied while jobs are handled: they can be planned again at once and are done', async () => {
    const started: number[] = [];
    const finish: (() => void)[] = [];
    await queue.add([job(10), job(20), job(30)]);
    queue.process(({ fromId }) => {
      started.push(fromId);
      return new Promise<void>((resolve) => finish.push(resolve));
    }, 2);
    await waitFor('two to start', () => started.length === 2);
    await redis.run('FLUSHALL');
    expect(await queue.count(1)).toBe(0);
    await queue.add([job(10), job(20), job(30)]);
    expect(await queue.count(1)).toBe(3);
    await waitFor('all to be done', async () => {
      finish.splice(0).forEach((done) => done());
      return (await queue.count(1)) === 0;
    });
    expect(new Set(started)).toEqual(new Set([10, 20, 30]));
    expect(queue.trouble()).toBeNull();
  });

  test('a job handed out at the very moment in which Redis is emptied does not bar its range for ever', async () => {
    // What Bull leaves behind then: the beginning of a job that stands in no list.
    await redis.run('HSET', 'test:send:1/10-19', 'processedOn', '1');
    const seen: number[] = [];
    queue.process(async ({ fromId }) => void seen.push(fromId), 1);
    await queue.add([job(10)]);
    await waitFor('the job', () => seen.length === 1);
  });

  test('a job of which Redis threw away the half for want of memory is handled all the same', async () => {
    await queue.add([job(10)]);
    await redis.run('DEL', 'test:send:1/10-19');
    const seen: SendJob[] = [];
    queue.process(async (given) => void seen.push(given), 1);
    await waitFor('the job', async () => seen.length === 1 && (await queue.count(1)) === 0);
    expect(seen).toEqual([job(10)]);
    await queue.add([job(10)]);
    await waitFor('the job again', () => seen.length === 2);
  });

  test('add and count answer within five seconds while it is away, and an announcement never fails', async () => {
    await queue.count(1);
    proxy.hold();
    const start = Date.now();
    const answers = await Promise.allSettled([queue.add([job(10)]), queue.count(1)]);
    expect(Date.now() - start).toBeLessThan(6_000);
    for (const answer of answers) {
      expect(answer.status === 'rejected' && codeOf(answer.reason)).toBe('queue-unreachable');
    }
    const heard: number[] = [];
    queue.onAnnounce((campaignId) => heard.push(campaignId));
    queue.announce(7);
    expect(heard).toEqual([7]);
    proxy.release();
    await waitFor('the announcement channel', () => {
      queue.announce(8);
      return heard.filter((id) => id === 8).length > 1;
    });
  });

  test.each([
    ['that nobody listens on', () => 'redis://127.0.0.1:1', /127\.0\.0\.1:1: connection refused/],
    ['whose name nobody knows', () => 'redis://redis.invalid', /redis\.invalid:6379: no host of this name/],
    ['that wants another password', () => `redis://:secreto@${place()}`, /WRONGPASS/],
  ])('an address %s is told in plain words, without the password', async (_name, url, words) => {
    const lost = open(url());
    const { reply } = await waitFor('the queue to notice', () => lost.trouble());
    expect(reply).toMatch(words);
    expect(reply).not.toMatch(/secreto|geheim/);
    await expect(lost.count(1)).rejects.toThrow(words);
    await lost.close(0);
  });

  test('is away from the start: handling begins when it comes', async () => {
    await redis.stop();
    const early = open();
    const seen: number[] = [];
    early.process(async ({ fromId }) => void seen.push(fromId), 2);
    await waitFor('the queue to notice', () => early.trouble());
    await redis.start();
    await waitFor('Redis to be back', () => early.trouble() === null);
    await early.add([job(10)]);
    await waitFor('the job', () => seen.length === 1);
    await early.close(0);
  });

  test('a process whose Redis is away ends by itself once its queue is closed', async () => {
    await queue.add([job(10)]);
    const child = startQueueProcess({ redisUrl: redis.url, prefix: 'test', times });
    await child.says('handling 10');
    await redis.stop();
    await child.says('Redis does not answer');
    child.signal('SIGTERM');
    await child.says('closed');
    expect(await child.ended).toBe(0);
  });
});

(hasRedisServer ? describe : describe.skip)('A campaign over a failing Redis (needs redis-server)', () => {
  const RECIPIENTS = 200;
  let redis: TestRedis;
  let sink: SmtpSink;
  let app: TestApp;

  beforeAll(async () => {
    redis = await startRedis();
    sink = await startSmtpSink();
    app = await startApp({
      config: {
        smtp: sink.config,
        queue: { driver: 'bull', redisUrl: redis.url },
        sending: { tickSeconds: 0.1, lotSize: 10, groupSize: 8 },
      },
    });
  });
  afterAll(async () => {
    await app.stop();
    await sink.stop();
    await redis.stop();
    redis.lose();
  });

  test('emptied, lost and restarted in the middle: everyone gets it once, and the panel says what is wrong', async () => {
    const admin = await app.admin();
    const troubles = async () => (await admin.get('/sending/live').expect(200)).body.data.troubles;
    const unreachable = expect.objectContaining({ code: 'queue-unreachable' });
    const sent = (count: number) => waitFor(`${count} e-mails`, () => sink.mails.length >= count);
    const everyone = Array.from({ length: RECIPIENTS }, (_, n) => `persona${n}@personas.example`);
    await makeInstitution(admin);
    const { id } = await makeCampaign(admin, [await makeList(app.strapi, 'personas', everyone)]);
    sink.delayMilliseconds = 20;
    await admin.post(`/campaigns/${id}/send`).expect(200);

    await sent(30);
    await redis.run('FLUSHALL');
    await sent(60);
    await redis.stop();
    await waitFor('the panel to say it', async () => (await troubles()).length > 0);
    expect(await troubles()).toContainEqual(unreachable);
    redis.lose();
    await redis.start();
    await sent(120);
    await redis.stop();
    await redis.start();

    const { ledger } = await waitFor('the campaign to end', async () => {
      const { body } = await admin.get(`/campaigns/${id}`);
      return body.data.status === 'sent' ? body.data : null;
    });
    expect(ledger.byStatus).toMatchObject({ accepted: RECIPIENTS, uncertain: 0, rejected: 0, excluded: 0 });
    expect(sink.mails.flatMap(({ to }) => to).toSorted()).toEqual(everyone.toSorted());
    expect(await troubles()).not.toContainEqual(unreachable);
  });
});
