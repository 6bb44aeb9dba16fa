import { judge } from './retry';

const rules = { baseSeconds: 300, maxHours: 24 };
const now = new Date('2026-12-01T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const row = { id: 7, claim: 'w:1', attempts: 1, firstAttemptAt: null };
const greylisted = { kind: 'refused', stage: 'recipient', code: 450, reply: '450 4.7.1 greylisted' } as const;

test('a 250 is accepted under the message id that went out', () => {
  expect(judge(row, '<a@b>', { kind: 'accepted', reply: '250 ok' }, rules, now, 0)).toEqual({
    outcome: { id: 7, claim: 'w:1', reply: '250 ok', status: 'accepted', messageId: '<a@b>' },
    refusal: null,
    senderFault: false,
  });
});

test('a break after the message began is uncertain and never tried again by itself', () => {
  expect(judge(row, '', { kind: 'unknown', reply: 'closed' }, rules, now, 0).outcome.status).toBe(
    'uncertain',
  );
});

test('no session leaves the recipient waiting and blames nobody', () => {
  expect(judge(row, '', { kind: 'unavailable', reply: 'refused' }, rules, now, 0)).toMatchObject({
    outcome: { status: 'pending' },
    senderFault: false,
  });
});

test.each([
  [1, 1, 300],
  [1, 0, 150],
  [2, 1, 600],
  [5, 1, 4800],
])('a 4xx at attempt %i is tried again with growing waits', (attempts, random, seconds) => {
  const { outcome } = judge({ ...row, attempts }, '', greylisted, rules, now, random);
  expect(outcome).toMatchObject({ status: 'deferred', waitMilliseconds: seconds * 1000 });
});

test('the last attempt falls on the age limit, not after it', () => {
  const { outcome } = judge(
    { ...row, attempts: 12, firstAttemptAt: hoursAgo(23) },
    '',
    greylisted,
    rules,
    now,
    1,
  );
  expect(outcome).toMatchObject({ status: 'deferred', waitMilliseconds: 3_600_000 });
});

test('a 4xx past the age limit is a soft bounce', () => {
  const { outcome } = judge(
    { ...row, attempts: 9, firstAttemptAt: hoursAgo(24) },
    '',
    greylisted,
    rules,
    now,
    1,
  );
  expect(outcome).toMatchObject({ status: 'rejected', bounceClass: 'soft', bounceReason: 'policy' });
});

test('a dead address is a hard bounce at once', () => {
  const { outcome } = judge(
    row,
    '',
    { kind: 'refused', stage: 'recipient', code: 550, reply: '550 5.1.1 no' },
    rules,
    now,
    1,
  );
  expect(outcome).toMatchObject({ status: 'rejected', bounceClass: 'hard', bounceReason: 'unknown_address' });
});

test('a refusal for the sender names the sender', () => {
  const refusal = {
    kind: 'refused',
    stage: 'recipient',
    code: 550,
    reply: '550 5.7.515 not authenticated',
  } as const;
  expect(judge(row, '', refusal, rules, now, 1)).toMatchObject({
    outcome: { bounceClass: 'soft' },
    senderFault: true,
  });
});

test('a refusal of the sender costs no recipient the address nor the e-mail, whatever its words', () => {
  const refusal = { kind: 'refused', stage: 'sender', code: 550, reply: '550 5.1.1 sender unknown' } as const;
  expect(judge(row, '', refusal, rules, now, 1)).toMatchObject({
    outcome: { status: 'deferred' },
    senderFault: true,
  });
});
