import { clock } from '../../../lib/clock';
import { createBrake, MOST_SLOWDOWNS, type SharedBrake } from './brake';
import { createSightings, MOST_SIGHTINGS } from './sightings';
import type { Slowdown } from './slowdown';

const DOMAIN = 'correo.example';
const SLOW = [421, '421 4.7.0 too many messages, slow down'] as const;
const BLOCKED = [550, '550 5.7.1 blocked because of its reputation'] as const;
const OK = [250, '250 2.0.0 queued'] as const;

let now = 0;
beforeEach(() => {
  now = Date.parse('2026-11-24T13:00:00Z');
  jest.spyOn(clock, 'now').mockImplementation(() => new Date(now));
});
afterEach(() => jest.restoreAllMocks());

const seconds = (count: number): void => {
  now += count * 1000;
};

/** So many e-mails a minute that the domain takes gladly, for a minute. */
const runMinute = (brake: SharedBrake, perMinute: number, domain = DOMAIN): void => {
  for (let i = 0; i < perMinute; i += 1) {
    brake.observe(domain, ...OK);
    seconds(60 / perMinute);
  }
};

/** Offers e-mails all the time, as a worker does. @returns how many were let through, by second. */
const offer = (brakes: SharedBrake[], duration: number, domain = DOMAIN): number[] =>
  Array.from({ length: duration }, () => {
    let through = 0;
    for (const brake of brakes) {
      for (let i = 0; i < 200; i += 1) if (brake.admit(domain)) through += 1;
    }
    seconds(1);
    return through;
  });
const sum = (counts: number[]): number => counts.reduce((total, count) => total + count, 0);

test('a domain that asks for nothing is written to freely, and nothing is held', () => {
  const brake = createBrake();
  runMinute(brake, 600);
  expect(sum(offer([brake], 10))).toBe(2_000);
  expect(brake.held()).toEqual([]);
  expect(brake.states()).toEqual([]);
});

test('a domain that asks for less is held for seconds, then gets half of what it got; no other domain does', () => {
  const brake = createBrake();
  runMinute(brake, 120);
  brake.observe(DOMAIN, ...SLOW);
  expect(brake.held()).toEqual([DOMAIN]);
  expect(brake.admit(DOMAIN)).toBe(false);
  expect(brake.admit('otro.example')).toBe(true);
  expect(brake.states()).toEqual([
    {
      domain: DOMAIN,
      perMinute: expect.any(Number),
      heldUntil: '2026-11-24T13:01:05.000Z',
      since: '2026-11-24T13:01:00.000Z',
      reply: SLOW[1],
    },
  ]);
  expect(brake.states()[0]?.perMinute).toBeGreaterThanOrEqual(59);
  expect(brake.states()[0]?.perMinute).toBeLessThanOrEqual(61);
  expect(sum(offer([brake], 5))).toBe(0);
  const through = sum(offer([brake], 60));
  expect(through).toBeGreaterThanOrEqual(55);
  expect(through).toBeLessThanOrEqual(65);
});

test('a slowed-down domain is held between its turns, so that its rows are not claimed in vain', () => {
  const brake = createBrake();
  runMinute(brake, 120);
  brake.observe(DOMAIN, ...SLOW);
  seconds(5);
  expect(brake.held()).toEqual([]);
  offer([brake], 1);
  expect(brake.held()).toEqual([DOMAIN]);
  expect(brake.states()[0]?.heldUntil).toBeNull();
});

test('what was on its way already when the domain asked for less counts as the same request', () => {
  const brake = createBrake();
  runMinute(brake, 120);
  for (let i = 0; i < 50; i += 1) brake.observe(DOMAIN, ...SLOW);
  expect(brake.states()[0]?.perMinute).toBeGreaterThanOrEqual(59);
  seconds(5);
  expect(brake.admit(DOMAIN)).toBe(true);
});

test('each further request halves the rate and doubles the hold, to a quarter of an hour and one a minute', () => {
  const brake = createBrake();
  runMinute(brake, 120);
  const holds: number[] = [];
  const rates: number[] = [];
  for (let i = 0; i < 12; i += 1) {
    brake.observe(DOMAIN, ...SLOW);
    const [state] = brake.states();
    holds.push((Date.parse(state?.heldUntil ?? '') - now) / 1000);
    rates.push(state?.perMinute ?? 0);
    now = Date.parse(state?.heldUntil ?? '');
  }
  expect(holds).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900, 900]);
  expect(rates.slice(-4)).toEqual([1, 1, 1, 1]);
  for (const [i, rate] of rates.entries()) expect(rate).toBeLessThanOrEqual(Math.max(1, 61 / 2 ** i));
});

test('recovers by half a minute, and is forgotten when it is back where it was', () => {
  const brake = createBrake();
  runMinute(brake, 120);
  brake.observe(DOMAIN, ...SLOW);
  seconds(5);
  const rates: (number | undefined)[] = [];
  for (let i = 0; i < 3; i += 1) {
    rates.push(brake.states()[0]?.perMinute);
    offer([brake], 60);
  }
  // 60, then 90; 135 would be more than it got before.
  expect(rates[0]).toBeGreaterThanOrEqual(59);
  expect(rates[1]).toBeGreaterThanOrEqual(89);
  expect(rates[1]).toBeLessThanOrEqual(92);
  expect(rates[2]).toBeUndefined();
  expect(brake.held()).toEqual([]);
});

test('a domain slowed down to one a minute is free after ten clean minutes', () => {
  const brake = createBrake();
  runMinute(brake, 600);
  for (let i = 0; i < 10; i += 1) {
    brake.observe(DOMAIN, ...SLOW);
    now = Date.parse(brake.states()[0]?.heldUntil ?? '');
  }
  seconds(599);
  expect(brake.states()).toHaveLength(1);
  seconds(1);
  expect(brake.states()).toEqual([]);
  expect(sum(offer([brake], 1))).toBe(200);
});

test('a domain seen for the first time gets at least one a minute', () => {
  const brake = createBrake();
  brake.observe(DOMAIN, ...SLOW);
  expect(brake.states()[0]?.perMinute).toBe(1);
  expect(sum(offer([brake], 5 + 60))).toBe(1);
});

test('a domain that flaps settles near what it takes: few requests, most of the rate used', () => {
  const brake = createBrake();
  const takes = 60; // a minute, of 300 that are offered
  let requests = 0;
  let accepted = 0;
  const hour = 3_600;
  const recent: number[] = [];
  for (let second = 0; second < hour; second += 1) {
    for (let i = 0; i < 5; i += 1) {
      if (!brake.admit(DOMAIN)) continue;
      while (recent.length && now - (recent[0] as number) >= 60_000) recent.shift();
      if (recent.length < takes) {
        recent.push(now);
        accepted += 1;
        brake.observe(DOMAIN, ...OK);
      } else {
        requests += 1;
        brake.observe(DOMAIN, ...SLOW);
      }
    }
    seconds(1);
  }
  // Unbraked, 240 of each 300 would be refused: 14,400 in the hour.
  expect(requests).toBeLessThan(400);
  expect(accepted).toBeGreaterThan((hour / 60) * takes * 0.4);
});

describe('a domain that blocks the sender', () => {
  test('is held for a quarter of an hour at the tenth time in ten minutes, then tried with one a minute', () => {
    const brake = createBrake();
    runMinute(brake, 300);
    for (let i = 0; i < 9; i += 1) {
      brake.observe(DOMAIN, ...BLOCKED);
      seconds(60);
    }
    expect(brake.states()).toEqual([]);
    brake.observe(DOMAIN, ...BLOCKED);
    expect(brake.states()).toMatchObject([
      { perMinute: 1, heldUntil: new Date(now + 900_000).toISOString(), reply: BLOCKED[1] },
    ]);
    seconds(900);
    expect(sum(offer([brake], 30))).toBe(1);
  });

  test('is let be where the ten are further apart, or blame the recipient', () => {
    const brake = createBrake();
    for (let i = 0; i < 30; i += 1) {
      brake.observe(DOMAIN, ...BLOCKED);
      brake.observe(DOMAIN, 550, '550 5.1.1 no such user');
      seconds(67);
    }
    expect(brake.states()).toEqual([]);
  });

  test('is held longer even where it is slowed down already', () => {
    const brake = createBrake();
    brake.observe(DOMAIN, ...SLOW);
    for (let i = 0; i < 10; i += 1) brake.observe(DOMAIN, ...BLOCKED);
    expect(brake.states()[0]?.heldUntil).toBe(new Date(now + 900_000).toISOString());
  });
});

test('a broken session says nothing about a domain', () => {
  const brake = createBrake();
  for (let i = 0; i < 100; i += 1) brake.observe(DOMAIN, 0, '421 4.7.0 connection lost');
  expect(brake.states()).toEqual([]);
});

describe('several processes', () => {
  test('share the rate of a domain', () => {
    const brakes = Array.from({ length: 3 }, () => createBrake(() => 3));
    const [first, ...others] = brakes as [SharedBrake, SharedBrake, SharedBrake];
    const told: Slowdown[] = [];
    const teller = createBrake(
      () => 3,
      (slowdown) => told.push(slowdown),
    );
    runMinute(teller, 80);
    teller.observe(DOMAIN, ...SLOW);
    for (const brake of [first, ...others]) brake.adopt(told);
    seconds(5);
    // Each of the three sent 80 a minute, as the one that was asked for less did: 240, halved.
    const through = sum(offer(brakes, 60));
    expect(through).toBeGreaterThanOrEqual(105);
    expect(through).toBeLessThanOrEqual(135);
  });

  test('keep the latest request, whichever they learn last', () => {
    const told: Slowdown[] = [];
    const brake = createBrake(undefined, (slowdown) => told.push(slowdown));
    brake.observe(DOMAIN, ...SLOW);
    seconds(6);
    brake.observe(DOMAIN, 451, '451 4.7.0 even slower');
    const [earlier, later] = told as [Slowdown, Slowdown];
    const other = createBrake();
    other.adopt([later]);
    other.adopt([earlier]);
    expect(other.states()[0]?.reply).toBe('451 4.7.0 even slower');
  });
});

test('any number of domains takes bounded memory: the oldest are forgotten', () => {
  const brake = createBrake();
  for (let i = 0; i < MOST_SLOWDOWNS + 500; i += 1) brake.observe(`d${i}.example`, ...SLOW);
  expect(brake.states()).toHaveLength(MOST_SLOWDOWNS);
  expect(brake.admit('d0.example')).toBe(true);
  expect(brake.admit(`d${MOST_SLOWDOWNS + 499}.example`)).toBe(false);

  const sightings = createSightings();
  for (let i = 0; i < MOST_SIGHTINGS + 500; i += 1) sightings.answered(`d${i}.example`, now + i);
  expect(sightings.size).toBe(MOST_SIGHTINGS);
  expect(sightings.perMinute(`d${MOST_SIGHTINGS + 499}.example`, now + MOST_SIGHTINGS + 500)).toBe(1);
});
