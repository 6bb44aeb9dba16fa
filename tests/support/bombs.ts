/** Messages made to stop whoever reads them, by name. Bytes as latin1. */
const HEAD = 'From: MAILER-DAEMON@x.example\r\nSubject: Undelivered Mail\r\nMIME-Version: 1.0\r\n';
const many = (count: number, part: (n: number) => string): string =>
  Array.from({ length: count }, (_each, n) => part(n)).join('');

const report = (fields: string): string =>
  `${HEAD}Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x.example\r\n\r\n${fields}`;

export const BOMBS: Record<string, () => string> = {
  '5,000 nested multiparts': () =>
    `${HEAD}${many(5_000, (n) => `Content-Type: multipart/mixed; boundary="b${n}"\r\n\r\n--b${n}\r\n`)}\r\nx`,
  '5,000 nested message/rfc822': () => `${HEAD}${many(5_000, () => 'Content-Type: message/rfc822\r\n\r\n')}x`,
  'a header of 5 MB in a line': () => `${HEAD}X-A: ${'a'.repeat(5_000_000)}\r\n\r\nx`,
  'a header of 5 MB in folded lines': () => `${HEAD}X-A: a\r\n${many(1_200_000, () => ' b\r\n')}\r\nx`,
  'a subject of encoded words': () =>
    `From: MAILER-DAEMON\r\nSubject: ${many(200_000, () => '=?utf-8?B?YQ==?= ')}\r\n\r\nx`,
  '20,000 parts': () =>
    `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${many(20_000, () => '--b\r\nContent-Type: text/plain\r\n\r\nto a@b.example\r\n')}--b--`,
  '1,000,000 lines that are almost boundaries': () =>
    `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${many(1_000_000, () => '--bx\r\n')}`,
  '100,000 addresses, a line each': () =>
    `${HEAD}\r\nThe following addresses failed:\r\n${many(100_000, (n) => `<u${n}@x.example>:\r\n`)}`,
  '100,000 addresses in a line': () =>
    `${HEAD}\r\nThe following addresses failed:\r\n${many(100_000, (n) => `u${n}@x.example, `)}`,
  '100,000 addresses in a report': () =>
    `${report(many(100_000, (n) => `Final-Recipient: rfc822; u${n}@x.example\r\nAction: failed\r\nStatus: 5.0.0\r\n\r\n`))}--b--`,
  '100,000 addresses in To': () =>
    `To: ${many(100_000, (n) => `u${n}@x.example, `)}\r\n${HEAD}\r\nuser unknown`,
  'a body of 50 MB': () =>
    `${HEAD}\r\nuser unknown\r\n${'> lorem: ipsum dolor sit amet\r\n'.repeat(1_700_000)}`,
  'a word of 8 MB': () => `${HEAD}\r\n${'a'.repeat(8_000_000)}`,
  '2,000,000 at signs': () => `${HEAD}\r\n${'a@'.repeat(2_000_000)}`,
  '8,000,000 empty lines': () => `${HEAD}\r\n${'\n'.repeat(8_000_000)}x`,
  'spaces before the end of a line': () =>
    `${HEAD}Content-Transfer-Encoding: quoted-printable\r\n\r\n${' '.repeat(500_000)}x`,
  'elements that never end': () =>
    `${HEAD}Content-Type: text/html\r\n\r\n${'<style><!--'.repeat(200_000)}${'<a'.repeat(500_000)}`,
  'codes without end': () => `${HEAD}\r\n${'550 5.1.1 5.1.'.repeat(300_000)}`,
  'words of all phrases': () =>
    `${HEAD}\r\n${'user mailbox account address recipient domain host message mail delivery '.repeat(60_000)}`,
  'an unknown charset': () =>
    `${HEAD}Content-Type: text/plain; charset="x-\u00e9"\r\n\r\nuser unknown \u00ff\u00fe`,
  'truncated MIME': () => report('Final-Recipient: rfc822; a@b.exa'),
  'lines ended by CR alone': () =>
    `${report('Final-Recipient: rfc822; a@b.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n')}--b--`.replace(
      /\r\n/g,
      '\r',
    ),
  'JSON without end': () => `${HEAD}\r\n{"notificationType":"Bounce",${'{'.repeat(200_000)}`,
  zeros: () => '\0'.repeat(8_000_000),
  nothing: () => '',
};
