import { classifyMessage } from './classify';

const mail = (...lines: string[]): Buffer => Buffer.from(lines.join('\r\n'));

const dsn = (...recipient: string[]): Buffer =>
  mail(
    'Return-Path: <>',
    'From: MAILER-DAEMON@mx.example.org (Mail Delivery System)',
    'To: bounce+42-c2ln@correo.instituto.example',
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
    '',
    '--b1',
    '',
    'This is the mail system at host mx.example.org.',
    '--b1',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.org',
    'Original-Envelope-Id: 42-abc',
    'Arrival-Date: Mon, 2 Nov 2026 10:00:00 -0500 (COT)',
    '',
    ...recipient,
    '--b1',
    'Content-Type: text/rfc822-headers',
    '',
    'From: Boletin <boletin@instituto.example>',
    'To: maria@example.org',
    'Message-ID: <1@instituto.example>',
    'Feedback-ID: 7:2:news:inst',
    'List-Unsubscribe: <https://cms.instituto.example/u/abc>',
    '',
    '--b1--',
  );

test('a report of RFC 3464 tells address, status, reply, and which e-mail it is about', () => {
  const { kind, recipients, references, autoSubmitted, nullReturnPath } = classifyMessage(
    dsn(
      'Final-Recipient: rfc822; maria@example.org',
      'Original-Recipient: rfc822;maria@example.org',
      'Action: failed',
      'Status: 5.1.1',
      'Remote-MTA: dns; mx.example.org',
      'Diagnostic-Code: smtp; 550 5.1.1 <maria@example.org>: user unknown',
      '',
    ),
  );
  expect(kind).toBe('bounce');
  expect(recipients).toEqual([
    {
      address: 'maria@example.org',
      originalAddress: 'maria@example.org',
      class: 'hard',
      reason: 'user_unknown',
      status: '5.1.1',
      reply: '550',
      action: 'failed',
      diagnostic: '550 5.1.1 <maria@example.org>: user unknown',
      remoteMta: 'mx.example.org',
      rule: 'status:5.1.1',
    },
  ]);
  expect(references).toEqual({
    verp: ['bounce+42-c2ln@correo.instituto.example'],
    envelopeId: '42-abc',
    messageIds: ['<1@instituto.example>'],
    feedbackId: '7:2:news:inst',
    listUnsubscribe: ['https://cms.instituto.example/u/abc'],
    arrivalDate: 'Mon, 2 Nov 2026 10:00:00 -0500 (COT)',
    reportingMta: 'mx.example.org',
  });
  expect({ autoSubmitted, nullReturnPath }).toEqual({ autoSubmitted: true, nullReturnPath: true });
});

test.each([
  ['delayed', '4.4.1', 'delay', 'delay'],
  ['relayed', '2.1.9', 'success', 'success'],
  ['expanded', '2.0.0', 'success', 'success'],
  ['failed', '5.2.2', 'bounce', 'soft'],
  ['failed', '5.7.1', 'bounce', 'block'],
  ['failed', '5.3.4', 'bounce', 'content'],
  ['failed', '4.1.1', 'bounce', 'soft'],
])('Action: %s with status %s is a %s, class %s', (action, status, kind, recipientClass) => {
  const told = classifyMessage(
    dsn('Final-Recipient: rfc822; maria@example.org', `Action: ${action}`, `Status: ${status}`, ''),
  );
  expect(told).toMatchObject({ kind, recipients: [{ class: recipientClass, status }] });
});

test('a letter by a person is none', () => {
  const { kind, recipients, autoSubmitted } = classifyMessage(
    mail(
      'From: Maria <maria@example.org>',
      'To: boletin@instituto.example',
      'Subject: Re: Noticias',
      '',
      'Gracias.',
    ),
  );
  expect({ kind, recipients, autoSubmitted }).toEqual({ kind: 'none', recipients: [], autoSubmitted: false });
});
