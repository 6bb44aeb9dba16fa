import { randomUUID } from 'node:crypto';

import Redis from 'ioredis';

import { createSharedBrake } from '../../server/delivery/throttle/brake/sharing';
import { clock } from '../../server/lib/clock';
import { waitFor } from '../support/wait-for';

const redisUrl = process.env.TEST_REDIS_URL;
const withRedis = redisUrl ? describe : describe.skip;
const DOMAIN = 'correo.example';
const SLOW = [421, '421 4.7.0 too many messages'] as const;

let prefix: string;
const open: { close(): Promise<void> }[] = [];
const connections: Redis[] = [];

beforeEach(() => {
  prefix = `test-${randomUUID()}`;
});
afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(open.splice(0).map((shared) => shared.close()));
  for (const redis of connections.splice(0)) redis.disconnect();
});

const connect = (url: string): Redis => {
  const redis = new Redis(url, { maxRetriesPerRequest: 0, commandTimeout: 1_000 });
  redis.on('error', () => undefined);
  connections.push(redis);
  return redis;
};
const join = (sends = true, url = redisUrl as string) => {
  const shared = createSharedBrake(connect(url), { prefix, sends });
  open.push(shared);
  return shared;
};

withRedis('the brake over Redis', () => {
  test('a domain that asks one process for less is held by all, and by one that starts later', async () => {
    const [one, other] = [join(), join()];
    one.brake.observe(DOMAIN, ...SLOW);
    const states = await waitFor('the other to know', () =>
      other.brake.states().length ? other.brake.states() : null,
    );
    expect(states).toEqual(one.brake.states());
    expect(other.brake.held()).toEqual([DOMAIN]);
    expect(other.brake.admit(DOMAIN)).toBe(false);
    const late = join();
    await waitFor('the late one to know', () => late.brake.held().includes(DOMAIN));
  });

  test('those that send share the rate; who only watches or has left takes no share', async () => {
    const [one, other] = [join(), join(), join(false)] as const;
    const count = () => connections[0]?.zcard(`${prefix}:processes`);
    await waitFor('both to be counted', async () => (await count()) === 2);
    // What one learns now it learns together with the number of processes.
    other.brake.observe('otro.example', ...SLOW);
    await waitFor('one to count both', () => one.brake.held().includes('otro.example'));

    // 60 answers to one of two are 120 a minute, of which half are left, for both together.
    for (let i = 0; i < 59; i += 1) one.brake.observe(DOMAIN, 250, '250 ok');
    one.brake.observe(DOMAIN, ...SLOW);
    expect(one.brake.states().find(({ domain }) => domain === DOMAIN)?.perMinute).toBe(60);
    await other.close();
    expect(await count()).toBe(1);
  });

  test('what is over is taken out of Redis', async () => {
    const one = join();
    one.brake.observe(DOMAIN, ...SLOW);
    const known = async () => connections[0]?.hkeys(`${prefix}:slowdowns`);
    await waitFor('it to be told', async () => (await known())?.length === 1);
    const later = Date.now() + 11 * 60_000;
    jest.spyOn(clock, 'now').mockImplementation(() => new Date(later));
    await waitFor('it to be taken out', async () => (await known())?.length === 0);
    expect(one.brake.states()).toEqual([]);
  });
});

test('without Redis each process goes by what it knows', () => {
  const alone = join(true, 'redis://127.0.0.1:1');
  alone.brake.observe(DOMAIN, ...SLOW);
  expect(alone.brake.held()).toEqual([DOMAIN]);
});
