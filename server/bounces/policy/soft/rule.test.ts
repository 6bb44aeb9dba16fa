import { mustRest, type SoftBounce } from './rule';

const RULES = { count: 5, days: 14, campaigns: 3, restDays: 90 };
const day = (number: number): Date => new Date(Date.UTC(2026, 0, 1) + number * 86_400_000);
const soft = (at: number, campaignId: number, weight = 1): SoftBounce => ({
  deliveryId: campaignId,
  campaignId,
  at: day(at),
  weight,
});
const weekly = [0, 7, 14, 21, 28].map((at, index) => soft(at, index));

test.each<[string, SoftBounce[], boolean]>([
  ['five in five weekly campaigns', weekly, true],
  ['in any order', [...weekly].reverse(), true],
  ['four', weekly.slice(1), false],
  ['five within thirteen days', [0, 3, 6, 9, 13].map((at, i) => soft(at, i)), false],
  ['five within fourteen days', [0, 3, 6, 9, 14].map((at, i) => soft(at, i)), true],
  ['five of two campaigns', [0, 1, 2, 15, 16].map((at) => soft(at, at > 9 ? 2 : 1)), false],
  ['one e-mail, told five times a day', [0, 0, 0, 7, 14].map((at, i) => soft(at, Math.max(1, i - 1))), false],
  ['reasons that nobody knows, which count half', weekly.map((one) => ({ ...one, weight: 0.5 })), false],
  ['ten of those', Array.from({ length: 10 }, (_, i) => soft(i * 2, i, 0.5)), true],
  ['none', [], false],
])('%s', (_, softs, expected) => {
  expect(mustRest({ softs, lastLife: null, lastRest: null }, RULES)).toBe(expected);
});

test('a sign of life lets the count begin anew', () => {
  expect(mustRest({ softs: weekly, lastLife: day(1), lastRest: null }, RULES)).toBe(false);
  expect(mustRest({ softs: weekly, lastLife: day(-1), lastRest: null }, RULES)).toBe(true);
  expect(mustRest({ softs: weekly, lastLife: day(28), lastRest: null }, RULES)).toBe(false);
});

test('after a rest one soft bounce is enough, unless the address showed life in between', () => {
  const tried = { softs: [...weekly, soft(120, 9)], lastRest: day(28) };
  expect(mustRest({ ...tried, lastLife: null }, RULES)).toBe(true);
  expect(mustRest({ ...tried, lastLife: day(100) }, RULES)).toBe(false);
  expect(mustRest({ ...tried, softs: [soft(120, 9)], lastLife: null }, RULES)).toBe(true);
  expect(mustRest({ softs: weekly.slice(0, 4), lastRest: day(28), lastLife: null }, RULES)).toBe(false);
});
