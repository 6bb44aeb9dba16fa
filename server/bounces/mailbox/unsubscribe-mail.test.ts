import { unsubscribeSubject, unsubscribeTag } from './unsubscribe-mail';

const TAG = `12~${'ab'.repeat(16)}`;
const mail = (subject: string, rest = '') =>
  Buffer.from(`From: ana@example.org\r\nSubject: ${subject}\r\n${rest}To: bajas@example.edu.co\r\n\r\nhola`);

test.each([
  [unsubscribeSubject(TAG), TAG],
  [`Unsubscribe  ${TAG.toUpperCase()} `, TAG],
  [`unsubscribe\r\n ${TAG}`, TAG],
  ['unsubscribe', null],
  [`Re: unsubscribe ${TAG}`, null],
  [`unsubscribe ${TAG}0`, null],
  [`unsubscribe 0~${'ab'.repeat(16)}`, null],
])('the subject %j names %s', (subject, tag) => expect(unsubscribeTag(mail(subject), false)).toBe(tag));

test('a subject in the body is none, and a program asks for nothing', () => {
  const body = Buffer.from(`From: a@example.org\n\nSubject: unsubscribe ${TAG}\n`);
  expect(unsubscribeTag(body, false)).toBeNull();
  expect(unsubscribeTag(mail(unsubscribeSubject(TAG)), true)).toBeNull();
});
