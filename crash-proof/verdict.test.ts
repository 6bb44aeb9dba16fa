import { judge, type Row, type Seen } from './verdict';

const row = (address: string, status: string, worker_id: string | null = 'w1'): Row => ({
  address,
  status,
  worker_id,
});
const seen = (entries: Record<string, Partial<Seen>>) =>
  new Map(
    Object.entries(entries).map(([address, entry]) => [
      address,
      { received: 1, acknowledged: 1, cut: false, ...entry },
    ]),
  );
const verdictOn = (rows: Row[], what: ReturnType<typeof seen>, fields: object = {}) =>
  judge({
    expected: rows.map(({ address }) => address),
    rows,
    seen: what,
    killed: new Set<string>(),
    groupSize: 2,
    addsUp: true,
    ...fields,
  });

test('a campaign in which everybody was written to once holds', () => {
  const verdict = verdictOn([row('a', 'accepted'), row('b', 'accepted')], seen({ a: {}, b: {} }));
  expect(verdict).toEqual({
    recipients: 2,
    accepted: 2,
    uncertain: 0,
    lost: 0,
    duplicates: 0,
    bound: 0,
    violations: [],
  });
});

test('whoever nobody wrote to and nothing accounts for is lost', () => {
  const verdict = judge({
    expected: ['waits', 'has no row', 'was never confirmed'],
    rows: [row('waits', 'pending'), row('was never confirmed', 'accepted')],
    seen: seen({ 'was never confirmed': { acknowledged: 0 } }),
    killed: new Set(['w1']),
    groupSize: 2,
    addsUp: true,
  });
  expect(verdict.lost).toBe(3);
  expect(verdict.violations).toHaveLength(1);
});

test('an e-mail that only began counts as one that may have arrived', () => {
  const verdict = verdictOn([row('a', 'accepted')], seen({ a: { received: 2, acknowledged: 1 } }));
  expect(verdict.duplicates).toBe(1);
  expect(verdict.violations).toEqual(['received twice: a']);
});

test('a ledger that denies what the relay has is wrong', () => {
  expect(verdictOn([row('a', 'rejected')], seen({ a: {} })).violations).toHaveLength(1);
});

test('uncertain is only what died with its worker or its session', () => {
  const rows = [
    row('dead', 'uncertain', 'w1'),
    row('cut', 'uncertain', 'w2'),
    row('known', 'uncertain', 'w2'),
  ];
  const what = seen({ dead: { acknowledged: 0 }, cut: { acknowledged: 0, cut: true }, known: {} });
  const { violations, bound } = verdictOn(rows, what, { killed: new Set(['w1']) });
  expect(violations).toEqual(['uncertain, though its worker lived and its session was whole: known']);
  expect(bound).toBe(3);
});

test('a crash leaves no more uncertain than it may', () => {
  const rows = ['a', 'b', 'c'].map((address) => row(address, 'uncertain'));
  const { violations } = verdictOn(rows, seen({}), { killed: new Set(['w1']) });
  expect(violations).toEqual(['more than 2 uncertain after the death of: w1']);
});

test('somebody who is not on the list, and a sum that does not add up, are noticed', () => {
  const { violations } = verdictOn([row('a', 'accepted')], seen({ a: {}, b: {} }), { addsUp: false });
  expect(violations).toEqual(['not on the list: b', 'the ledger does not add up']);
});
