import { asksForLess } from './asks-for-less';

test.each([
  [421, '421 4.7.0 Try again later, closing connection. gsmtp'],
  [421, '421 4.3.2 All server ports are busy'],
  [421, '421 RP-001 Unfortunately, some messages from 192.0.2.1 weren’t sent'],
  [421, '421-4.7.28 Our system has detected an unusual rate of unsolicited mail 421 4.7.28 try later'],
  [450, '450 Requested mail action not taken: too many messages'],
  [450, '450 4.7.1 Client host rejected: cannot find your hostname'],
  [451, '451 4.3.2 Please try again later'],
  [451, '451 4.7.1 Ratelimit "bounce_to" exceeded, try again later'],
  [451, '451 4.7.650 The mail server [192.0.2.1] has been temporarily rate limited due to IP reputation'],
  [454, '454 4.7.0 Too many connections'],
  [451, '451 Demasiados mensajes, intente más tarde'],
])('asks for less: %i %s', (code, reply) => {
  expect(asksForLess(code, reply)).toBe(true);
});

test.each([
  ['a full mailbox', 452, '452 4.2.2 Mailbox full'],
  ['a full mailbox without an enhanced code', 452, '452 Insufficient system storage'],
  [
    'a mailbox that gets too much',
    450,
    '450 4.2.1 The user is receiving mail at a rate that prevents delivery',
  ],
  ['an unknown user', 450, '450 4.1.1 <x@y.example>: Recipient address rejected: unverified address'],
  ['an unknown domain', 450, '450 4.1.2 Domain not found'],
  ['greylisting', 450, '450 4.7.1 <x@y.example>: Recipient address rejected: Greylisted for 5 minutes'],
  ['greylisting by Postgrey', 450, '450 4.2.0 <x@y.example>: Greylisted, see http://postgrey.example'],
  ['greylisting, graylisting', 451, '451 4.3.0 Graylisted, please try again in 300 seconds'],
  ['greylisting that does not say so', 451, '451 4.7.1 Try again later'],
  ['greylisting without any code', 451, '451 Please retry in 5 minutes'],
  ['an address that looks like a code', 454, '454 denied for 10.4.7.1'],
  ['a refusal for good', 550, '550 5.7.1 blocked, too many messages'],
  ['an accepted e-mail', 250, '250 2.0.0 queued, 4.7.1'],
  ['a broken session', 0, 'Connection closed'],
])('does not: %s', (_name, code, reply) => {
  expect(asksForLess(code, reply)).toBe(false);
});
