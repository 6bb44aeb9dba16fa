import {
  DELIVERY_STATUSES,
  EXCLUSION_REASONS,
  HARD_REASONS,
  MEASURE_KEYS,
  SOFT_REASONS,
  type Figure,
  type Measure,
  type MeasureKey,
} from '../../../contracts';
import { derive } from './measures';
import type { DeliveryGroup } from './tally';

const group = (given: Partial<DeliveryGroup>): DeliveryGroup => ({
  domain: 'gmail.com',
  status: 'accepted',
  reason: null,
  bounceClass: null,
  bounceReason: null,
  bounced: false,
  count: 1,
  openers: 0,
  opens: 0,
  clickers: 0,
  clicks: 0,
  allOpeners: 0,
  allOpens: 0,
  allClickers: 0,
  allClicks: 0,
  unsubscribed: 0,
  complained: 0,
  ...given,
});

const measure = (groups: DeliveryGroup[], key: MeasureKey) => {
  const found = derive(groups).measures.find((one) => one.key === key);
  if (!found) throw new Error(key);
  return found;
};

/** 10 candidates, 2 excluded; of 8 recipients 3 delivered, 2 soft, 1 hard, 1 deferred, 1 cancelled. */
const byHand = [
  group({ status: 'excluded', reason: 'unconfirmed', domain: 'idep.edu.co' }),
  group({ status: 'excluded', reason: 'suppressed_hard_bounce' }),
  group({
    count: 3,
    openers: 2,
    opens: 5,
    clickers: 1,
    clicks: 4,
    allOpeners: 3,
    allOpens: 9,
    allClickers: 2,
    allClicks: 6,
    unsubscribed: 1,
    complained: 1,
  }),
  group({ bounced: true, bounceClass: 'soft', bounceReason: 'mailbox_full', domain: 'idep.edu.co' }),
  group({ status: 'rejected', bounceClass: 'soft', bounceReason: 'policy' }),
  group({ status: 'rejected', bounceClass: 'hard', bounceReason: 'unknown_address', domain: 'idep.edu.co' }),
  group({ status: 'deferred', bounceClass: 'soft', bounceReason: 'server' }),
  group({ status: 'cancelled' }),
];

test('the ledger of a small campaign, counted by hand', () => {
  const { ledger, sent } = derive(byHand);
  expect(sent).toBe(6);
  expect(ledger).toEqual({
    candidates: 10,
    recipients: 8,
    byStatus: {
      excluded: 2,
      pending: 0,
      in_flight: 0,
      deferred: 1,
      accepted: 4,
      rejected: 2,
      uncertain: 0,
      cancelled: 1,
    },
    excludedByReason: { unconfirmed: 1, suppressed_hard_bounce: 1 },
    addsUp: true,
  });
});

// 3/6, 2/6, 1/6 = 50.0, 33.33, 16.67: the tenth that is left goes to the largest remainder, the hard bounces.
test.each<[MeasureKey, string, number, number, number]>([
  ['delivered', '6.2.1', 3, 6, 50.0],
  ['softBounces', '6.2.2', 2, 6, 33.3],
  ['hardBounces', '6.2.3', 1, 6, 16.7],
  ['sending', '6.2.4', 1, 8, 12.5],
  ['uniqueOpens', '6.2.5', 2, 6, 33.3],
  ['totalOpens', '6.2.6', 5, 6, 83.3],
  ['uniqueClicks', '6.2.7', 1, 6, 16.7],
  ['totalClicks', '6.2.8', 4, 6, 66.7],
  ['unsubscribes', '6.2.9', 1, 6, 16.7],
  ['complaints', '6.2.10', 1, 6, 16.7],
])('%s of a small campaign, counted by hand', (key, section, count, base, percent) => {
  expect(measure(byHand, key)).toMatchObject({
    section,
    count,
    base,
    percent,
    over: key === 'sending' ? 'recipients' : 'sent',
  });
});

test.each<[MeasureKey, number, number]>([
  ['uniqueOpens', 3, 50.0],
  ['totalOpens', 9, 150.0],
  ['uniqueClicks', 2, 33.3],
  ['totalClicks', 6, 100.0],
])('all events beside %s', (key, count, percent) => {
  expect(measure(byHand, key).allEvents).toEqual({ count, base: 6, percent });
});

test('sub-rows name every reason and add up to their row', () => {
  expect(measure(byHand, 'softBounces').parts).toEqual([
    { key: 'mailbox_full', count: 1, base: 6, percent: 16.7 },
    { key: 'server', count: 0, base: 6, percent: 0 },
    { key: 'policy', count: 1, base: 6, percent: 16.6 },
    { key: 'content', count: 0, base: 6, percent: 0 },
    { key: 'other', count: 0, base: 6, percent: 0 },
  ]);
  expect(measure(byHand, 'sending').parts.map(({ key, count }) => [key, count])).toEqual([
    ['pending', 0],
    ['in_flight', 0],
    ['deferred', 1],
    ['uncertain', 0],
  ]);
});

test.each<[string, Partial<DeliveryGroup>, MeasureKey]>([
  ['accepted', {}, 'delivered'],
  ['accepted, class of an attempt before, no bounce since', { bounceClass: 'soft' }, 'delivered'],
  ['accepted, bounced hard', { bounced: true, bounceClass: 'hard' }, 'hardBounces'],
  ['accepted, bounced soft', { bounced: true, bounceClass: 'soft' }, 'softBounces'],
  ['accepted, bounced without a class', { bounced: true }, 'softBounces'],
  ['rejected hard', { status: 'rejected', bounceClass: 'hard' }, 'hardBounces'],
  ['rejected without a class', { status: 'rejected' }, 'softBounces'],
  ['pending', { status: 'pending' }, 'sending'],
  ['in flight', { status: 'in_flight' }, 'sending'],
  ['deferred', { status: 'deferred', bounceClass: 'soft' }, 'sending'],
  ['uncertain', { status: 'uncertain' }, 'sending'],
])('a row that is %s counts as %s', (_name, given, key) => {
  const { measures } = derive([group(given)]);
  const outcomes = ['delivered', 'softBounces', 'hardBounces', 'sending'];
  expect(measures.filter((one) => outcomes.includes(one.key) && one.count > 0).map((one) => one.key)).toEqual(
    [key],
  );
});

test('a reason that the report does not know counts as other', () => {
  expect(
    measure(
      [group({ status: 'rejected', bounceClass: 'hard', bounceReason: 'new' })],
      'hardBounces',
    ).parts.at(-1),
  ).toMatchObject({ key: 'other', count: 1 });
});

test('excluded and cancelled rows are neither sent nor sending, excluded ones no recipients', () => {
  const { sent, ledger, domains } = derive([
    group({ status: 'excluded', reason: 'erased', domain: 'a.example' }),
    group({ status: 'cancelled', domain: 'b.example' }),
  ]);
  expect([sent, ledger.recipients, domains.map(({ domain }) => domain)]).toEqual([0, 1, ['b.example']]);
});

test('a campaign without recipients has no percentages', () => {
  const { measures, domains, ledger } = derive([]);
  for (const one of measures) {
    expect(one).toMatchObject({ count: 0, base: 0, percent: null });
    for (const part of one.parts) expect(part.percent).toBeNull();
  }
  expect(domains).toEqual([]);
  expect(ledger.addsUp).toBe(true);
});

test('a ledger row with an unknown status, or an exclusion without a reason, does not add up', () => {
  expect(derive([group({ status: 'lost' as 'accepted' })]).ledger.addsUp).toBe(false);
  expect(derive([group({ status: 'excluded' })]).ledger.addsUp).toBe(false);
});

test('domains stand by recipients, then by name', () => {
  const groups = ['b.example', 'c.example', 'a.example'].map((domain) => group({ domain }));
  const { domains } = derive([...groups, group({ domain: 'c.example', status: 'pending' })]);
  expect(domains.map(({ domain, recipients, sent }) => [domain, recipients, sent])).toEqual([
    ['c.example', 2, 1],
    ['a.example', 1, 1],
    ['b.example', 1, 1],
  ]);
});

/** mulberry32: the same ledgers in every run. */
const random = (seed: number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
};

function randomLedger(seed: number): DeliveryGroup[] {
  const next = random(seed);
  const upTo = (max: number) => Math.floor(next() * (max + 1));
  const oneOf = <T>(items: readonly T[]): T => items[upTo(items.length - 1)] as T;
  return Array.from({ length: upTo(40) }, () => {
    const status = oneOf(DELIVERY_STATUSES);
    const bounceClass = oneOf(['hard', 'soft', null]);
    const count = 1 + upTo(oneOf([2, 50, 100_000]));
    return group({
      domain: oneOf(['gmail.com', 'hotmail.com', 'yahoo.com', 'idep.edu.co']),
      status,
      reason: status === 'excluded' ? oneOf(EXCLUSION_REASONS) : null,
      bounceClass,
      bounceReason: oneOf([...(bounceClass === 'hard' ? HARD_REASONS : SOFT_REASONS), null]),
      bounced: next() < 0.3,
      count,
      openers: upTo(count),
      opens: count + upTo(count),
      clickers: upTo(count),
      clicks: upTo(3 * count),
      unsubscribed: upTo(count),
      complained: upTo(count),
    });
  });
}

const tenths = (percent: number | null) => Math.round((percent ?? 0) * 10);
const total = <T>(items: readonly T[], value: (item: T) => number) =>
  items.reduce((sum, item) => sum + value(item), 0);
const sumOfTenths = (figures: readonly Figure[]) => total(figures, ({ percent }) => tenths(percent));

const seeds = Array.from({ length: 500 }, (_, seed) => seed);

test('random ledgers add up', () => {
  for (const seed of seeds) {
    const { ledger, sent, measures } = derive(randomLedger(seed));
    const outcomes = measures.slice(0, 3);
    const [, soft, hard, sending] = measures as [Measure, Measure, Measure, Measure];
    expect({
      seed,
      addsUp: ledger.addsUp,
      recipients: sent + sending.count + ledger.byStatus.cancelled,
      sent: total(outcomes, ({ count }) => count),
      percent: sumOfTenths(outcomes),
      parts: [soft, hard, sending].map(({ parts }) => [
        total(parts, ({ count }) => count),
        sumOfTenths(parts),
      ]),
    }).toEqual({
      seed,
      addsUp: true,
      recipients: ledger.recipients,
      sent,
      percent: sent === 0 ? 0 : 1000,
      parts: [soft, hard, sending].map(({ count, percent }) => [count, tenths(percent)]),
    });
  }
});

test('percentages of random ledgers are less than a tenth off, and missing only where there is no base', () => {
  for (const seed of seeds) {
    const { measures, domains } = derive(randomLedger(seed));
    const figures = [...measures, ...domains.flatMap((row) => Object.values(row.measures))];
    for (const { count, base, percent } of figures) {
      expect(percent === null).toBe(base === 0);
      if (percent !== null) expect(Math.abs(percent - (100 * count) / base)).toBeLessThan(0.1);
    }
  }
});

test('the domains of random ledgers add up to their totals, and each to 100.0', () => {
  for (const seed of seeds) {
    const { ledger, sent, measures, domains } = derive(randomLedger(seed));
    expect({
      seed,
      recipients: total(domains, ({ recipients }) => recipients),
      sent: total(domains, (row) => row.sent),
      counts: MEASURE_KEYS.map((key) => total(domains, (row) => row.measures[key].count)),
      percents: domains.map(({ measures: { delivered, softBounces, hardBounces } }) =>
        sumOfTenths([delivered, softBounces, hardBounces]),
      ),
    }).toEqual({
      seed,
      recipients: ledger.recipients,
      sent,
      counts: measures.map(({ count }) => count),
      percents: domains.map((row) => (row.sent === 0 ? 0 : 1000)),
    });
  }
});
