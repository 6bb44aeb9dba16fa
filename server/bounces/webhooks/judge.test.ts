import type { FeedbackClass } from '../feedback/feedback';
import { feedbackIn } from './events';
import { judge } from './judge';

test.each<[FeedbackClass, string | null, string | null, FeedbackClass, string | null]>([
  // What the provider calls hard, and the server's words do not bear out.
  ['hard', '5.7.1', '550 5.7.1 client host blocked by a blocklist', 'block', 'policy'],
  ['hard', '5.2.2', '552 5.2.2 mailbox full', 'soft', 'mailbox_full'],
  ['hard', null, '552 5.3.4 message too big', 'content', 'content'],
  // What it calls soft although nobody is there.
  ['soft', '5.1.1', '550 5.1.1 user unknown', 'hard', 'unknown_address'],
  ['unknown', null, '550 5.1.2 host unknown', 'hard', 'unknown_domain'],
  // What says nothing: the provider knows more.
  ['hard', null, null, 'hard', null],
  ['hard', '5.0.0', 'undelivered', 'hard', null],
  ['soft', null, 'undefined', 'soft', null],
  // For now only.
  ['hard', '4.1.1', '450 4.1.1 user unknown', 'soft', 'other'],
  // What is no bounce is not looked at.
  ['delay', '5.1.1', '550 5.1.1 user unknown', 'delay', null],
  ['complaint', '5.1.1', '550 5.1.1 user unknown', 'complaint', null],
  ['block', null, '550 5.1.1 user unknown', 'block', 'policy'],
])('%s with %s and %j is %s, %s', (told, status, reply, expected, reason) => {
  expect(judge({ class: told, kind: 'bounce', status, reply })).toMatchObject({ class: expected, reason });
});

test('of an e-mail that was not even tried only the provider knows why', () => {
  const reading = { class: 'hard' as const, kind: 'dropped', reply: '552 5.2.2 mailbox full', refused: true };
  expect(judge(reading)).toEqual({ class: 'hard', reason: null, rule: null });
});

test('the rule tells both what the provider said and what the words decided', () => {
  const bounce = { bounceType: 'Permanent', bounceSubType: 'General' };
  const bouncedRecipients = [{ emailAddress: 'a@b.co', diagnosticCode: 'smtp; 550 5.7.1 blocked' }];
  const event = { eventType: 'Bounce', bounce: { ...bounce, bouncedRecipients } };
  expect(feedbackIn('ses', { id: '1', event })).toMatchObject([
    { class: 'block', rule: expect.stringMatching(/^ses:bounce\/Permanent\/General \S+:/) },
  ]);
});
