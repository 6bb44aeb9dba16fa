import { FEEDBACK_CLASSES, FEEDBACK_MEANINGS, type FeedbackClass } from '../../../contracts';
import { meaningOf } from './explain';

const of = (own: FeedbackClass, reason: string | null, status: string | null = null, action = 'failed') =>
  meaningOf({ class: own, reason, status, action });

test.each([
  ['hard', 'user_unknown', null, 'unknown-address'],
  ['hard', 'unknown_address', null, 'unknown-address'],
  ['hard', 'moved', null, 'disabled-mailbox'],
  ['hard', null, '5.1.99', 'dead-address'],
  ['soft', 'mailbox_full', '5.2.2', 'full-mailbox'],
  ['soft', 'greylisted', null, 'greylisted'],
  ['soft', 'other', null, 'not-this-time'],
  ['block', 'policy', '5.7.26', 'sender-unauthenticated'],
  ['block', 'authentication', null, 'sender-unauthenticated'],
  ['block', 'policy', '5.7.1', 'sender-refused'],
  ['content', 'content', '5.3.4', 'too-big'],
  ['content', 'virus', '5.7.1', 'message-refused'],
  ['auth-failure', null, null, 'sender-unauthenticated'],
] as const)('%s %s %s is %s', (own, reason, status, meaning) => {
  expect(of(own, reason, status)).toBe(meaning);
});

test('a report about authentication is no refusal', () => {
  expect(of('auth-failure', null, null, 'delivered')).toBe('authentication-report');
});

test('every class has a meaning, whatever its reason', () => {
  for (const own of FEEDBACK_CLASSES) expect(FEEDBACK_MEANINGS).toContain(of(own, 'no such reason', '5.9.9'));
});
