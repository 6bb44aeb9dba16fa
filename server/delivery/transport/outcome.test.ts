import { outcomeOfFailure } from './outcome';

const before = { session: false, flowing: false };
const flowing = { session: false, flowing: true };
const session = { session: true, flowing: false };

test.each([
  [
    'a refused recipient',
    { message: 'x', responseCode: 550, response: '550 5.1.1 no\r\n such user' },
    before,
    'refused',
  ],
  ['a full mailbox', { message: 'x', responseCode: 452, response: '452 4.2.2 full' }, before, 'refused'],
  [
    'a refusal after the message',
    { message: 'x', responseCode: 554, response: '554 spam' },
    flowing,
    'refused',
  ],
  ['a connection that cannot be made', { message: 'ECONNREFUSED', code: 'ESOCKET' }, session, 'unavailable'],
  [
    'a busy relay at the greeting',
    { message: 'x', responseCode: 421, response: '421 busy' },
    session,
    'unavailable',
  ],
  ['a wrong password', { message: 'x', code: 'EAUTH', responseCode: 535 }, before, 'unavailable'],
  ['a cut before the message', { message: 'closed', code: 'ECONNECTION' }, before, 'unavailable'],
  ['a cut after the message began', { message: 'closed', code: 'ECONNECTION' }, flowing, 'unknown'],
  ['a time-out after the message began', { message: 'Timeout', code: 'ETIMEDOUT' }, flowing, 'unknown'],
])('%s', (_name, failure, stage, kind) => {
  expect(outcomeOfFailure(failure, stage).kind).toBe(kind);
});

test('the reply is kept on one line', () => {
  expect(outcomeOfFailure({ message: 'x', responseCode: 550, response: '550 a\r\n550 b' }, before)).toEqual({
    kind: 'refused',
    code: 550,
    reply: '550 a 550 b',
  });
});
