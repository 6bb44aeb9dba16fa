import { classifyReply } from './reply';

test.each([
  [550, '550 5.1.1 <x@y>: user unknown', 'hard', 'unknown_address', false],
  [550, '550 5.1.2 host unknown', 'hard', 'unknown_domain', false],
  [556, '556 5.1.10 null MX', 'hard', 'unknown_domain', false],
  [550, '550 5.1.6 mailbox has moved', 'hard', 'disabled', false],
  [550, '550 No such user here', 'hard', 'unknown_address', false],
  [550, '550 5.2.1 The account is disabled', 'hard', 'disabled', false],
  [550, '550 El usuario no existe', 'hard', 'unknown_address', false],
  [552, '552 5.2.2 mailbox full', 'soft', 'mailbox_full', false],
  [452, '452 4.2.2 over quota', 'soft', 'mailbox_full', false],
  [450, '450 4.1.1 user unknown', 'soft', 'other', false],
  [450, '450 4.7.1 greylisted', 'soft', 'policy', false],
  [421, '421 try again later', 'soft', 'server', false],
  [554, '554 5.7.1 blocked by a DNSBL', 'soft', 'policy', true],
  [550, '550 5.7.515 access denied, sender not authenticated', 'soft', 'policy', true],
  [552, '552 5.3.4 message too big', 'soft', 'content', false],
  [554, '554 5.6.0 content', 'soft', 'content', false],
  [550, '550 5.7.1 user unknown to our policy', 'soft', 'policy', true],
  [554, '554 transaction failed', 'soft', 'other', false],
])('%i %s is %s, %s', (code, reply, bounceClass, reason, senderFault) => {
  expect(classifyReply(code, reply)).toEqual({ class: bounceClass, reason, senderFault });
});
