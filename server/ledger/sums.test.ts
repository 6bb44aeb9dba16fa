import { addsUp, totalsOf, unfinished } from './sums';

const counts = {
  excluded: 3,
  pending: 1,
  in_flight: 2,
  deferred: 4,
  accepted: 50,
  rejected: 5,
  uncertain: 1,
  cancelled: 6,
};

test('recipients are the candidates who were not excluded', () => {
  const totals = totalsOf(counts);
  expect(totals.candidates).toBe(72);
  expect(totals.recipients).toBe(69);
  expect(unfinished(totals)).toBe(7);
});

test('statuses without a row count as zero', () => {
  expect(totalsOf({}).byStatus).toEqual({
    excluded: 0,
    pending: 0,
    in_flight: 0,
    deferred: 0,
    accepted: 0,
    rejected: 0,
    uncertain: 0,
    cancelled: 0,
  });
});

test('a row that got lost is noticed', () => {
  expect(addsUp(totalsOf(counts), 72)).toBe(true);
  expect(addsUp(totalsOf({ ...counts, accepted: 49 }), 72)).toBe(false);
});
