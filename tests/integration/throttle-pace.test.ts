import { randomUUID } from 'node:crypto';

import Redis from 'ioredis';

import type { TransportLimits } from '../../contracts';
import { createPace } from '../../server/delivery/throttle/pace';
import type { Pace } from '../../server/delivery/throttle/throttle';
import { clock } from '../../server/lib/clock';
import { startApp, type TestApp } from '../support/app';
import { waitFor } from '../support/wait-for';

const redisUrl = process.env.TEST_REDIS_URL;
const HOUR = 3_600_000;

let app: TestApp;
let transport: string;
const connections: Redis[] = [];

beforeAll(async () => {
  app = await startApp({ config: { queue: { prefix: `test-${randomUUID()}` } } });
});
afterAll(() => app.stop());
beforeEach(() => {
  transport = `relay-${randomUUID()}`;
});
afterEach(() => {
  jest.restoreAllMocks();
  for (const redis of connections.splice(0)) redis.disconnect();
});

const overRedis = (): Pace => {
  const redis = new Redis(redisUrl as string);
  connections.push(redis);
  return createPace(app.strapi, redis);
};
const inMemory = (): Pace => createPace(app.strapi, null);

const total = (results: { granted: number }[]): number =>
  results.reduce((sum, { granted }) => sum + granted, 0);

/** Many askers at once, some for one place and some for many. */
const rush = async (paces: Pace[], limits: TransportLimits): Promise<number> =>
  total(
    await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        (paces[i % paces.length] as Pace).take(transport, limits, 1 + (i % 7)),
      ),
    ),
  );

const at = (instant: string): void => {
  jest.spyOn(clock, 'now').mockImplementation(() => new Date(instant));
};

describe.each([
  ['memory', () => [inMemory()]],
  ...(redisUrl ? [['two processes over Redis', () => [overRedis(), overRedis()]] as const] : []),
] as [string, () => Pace[]][])('limits of a minute: %s', (_name, open) => {
  test('are kept when many ask at once, to the last place', async () => {
    const paces = open();
    expect(await rush(paces, { perMinute: 50 })).toBe(50);
    const refused = await (paces[0] as Pace).take(transport, { perMinute: 50 }, 3);
    expect(refused).toMatchObject({ granted: 0, limitedBy: 'perMinute' });
    expect(refused.waitMilliseconds).toBeGreaterThan(0);
    expect(refused.waitMilliseconds).toBeLessThanOrEqual(60_000);
  });

  test('are not used up by what was refused: places given back can be taken again, once', async () => {
    const paces = open();
    await rush(paces, { perMinute: 50 });
    await (paces.at(-1) as Pace).giveBack(transport, { perMinute: 50 }, 8);
    expect(await rush(paces, { perMinute: 50 })).toBe(8);
  });

  test('are not widened by giving back more than was taken', async () => {
    const paces = open();
    await (paces[0] as Pace).giveBack(transport, { perMinute: 50 }, 20);
    expect(await rush(paces, { perMinute: 50 })).toBe(50);
  });

  test('of another transport are its own', async () => {
    const [pace] = open() as [Pace];
    await rush([pace], { perMinute: 50 });
    expect((await pace.take(`${transport}-2`, { perMinute: 50 }, 9)).granted).toBe(9);
  });

  test('open again when their time is over', async () => {
    const [pace] = open() as [Pace];
    // Less than one a second is a longer span: one in two seconds.
    const limits = { perSecond: 0.5 };
    const first = await pace.take(transport, limits, 5);
    expect(first).toMatchObject({ granted: 1, limitedBy: 'perSecond' });
    expect(first.waitMilliseconds).toBeGreaterThan(1_000);
    await waitFor('the next place', async () => (await pace.take(transport, limits, 5)).granted === 1);
    expect((await pace.take(transport, limits, 5)).granted).toBe(0);
  });

  test('of several lengths hold together, and none is used up for another', async () => {
    const [pace] = open() as [Pace];
    const limits = { perMinute: 30, perHour: 10 };
    expect(await pace.take(transport, limits, 12)).toMatchObject({ granted: 10, limitedBy: 'perHour' });
    expect((await pace.take(transport, { perMinute: 30 }, 30)).granted).toBe(20);
  });
});

describe('limits of an hour and a day, counted in the database', () => {
  beforeEach(() => at('2026-11-24T13:40:00Z'));

  test('are kept when two processes ask at once', async () => {
    expect(await rush([inMemory(), inMemory()], { perHour: 47 })).toBe(47);
    expect(await inMemory().take(transport, { perHour: 47 }, 1)).toEqual({
      granted: 0,
      waitMilliseconds: 60_000,
      limitedBy: 'perHour',
    });
  });

  test('are remembered by a process that starts anew, to the hour', async () => {
    const limits = { perHour: 10 };
    expect((await inMemory().take(transport, limits, 7)).granted).toBe(7);
    expect((await inMemory().take(transport, limits, 7)).granted).toBe(3);
    at('2026-11-24T14:00:00Z');
    expect((await inMemory().take(transport, limits, 7)).granted).toBe(7);
  });

  test('never let more through than the day allows, in any 24 hours', async () => {
    const limits = { perDay: 100, perHour: 60 };
    const sent: { at: number; granted: number }[] = [];
    const start = Date.parse('2026-11-24T13:40:00Z');
    // Four days of asking every 20 minutes, each time by a process that has just started.
    for (let i = 0; i < 4 * 72; i += 1) {
      const now = start + (i * HOUR) / 3;
      at(new Date(now).toISOString());
      sent.push({ at: now, granted: (await inMemory().take(transport, limits, 9)).granted });
    }
    for (const { at: from } of sent) {
      const day = sent.filter((one) => one.at >= from && one.at < from + 24 * HOUR);
      expect(total(day)).toBeLessThanOrEqual(100);
    }
    // And what is allowed is used: at least 100 in every 26 hours.
    expect(total(sent)).toBeGreaterThanOrEqual(Math.floor((4 * 24) / 26) * 100);
  });

  test('take back what was not used', async () => {
    const pace = inMemory();
    const limits = { perDay: 10 };
    await pace.take(transport, limits, 10);
    await pace.giveBack(transport, limits, 4);
    expect(await pace.take(transport, limits, 9)).toMatchObject({ granted: 4, limitedBy: 'perDay' });
  });

  test('leave no rows behind for ever', async () => {
    const rows = () =>
      app.strapi.db.connection('mail_campaigns_usage').where('scope', `transport:${transport}`);
    const pace = inMemory();
    await pace.take(transport, { perHour: 5 }, 1);
    at('2027-01-10T13:40:00Z');
    await pace.take(transport, { perHour: 5 }, 1);
    expect(await rows().pluck('period')).toEqual(['2027-01-10T13']);
  });
});

test('a Redis that is away: nothing is granted, asking again makes sense soon, nothing is thrown', async () => {
  const redis = new Redis('redis://127.0.0.1:1', { maxRetriesPerRequest: 0, commandTimeout: 500 });
  redis.on('error', () => undefined);
  connections.push(redis);
  const pace = createPace(app.strapi, redis);
  expect(await pace.take(transport, { perSecond: 5 }, 3)).toEqual({
    granted: 0,
    waitMilliseconds: 1_000,
    limitedBy: null,
  });
  await pace.giveBack(transport, { perSecond: 5 }, 3);
});
