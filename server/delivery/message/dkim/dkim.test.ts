import { simpleParser } from 'mailparser';

import { judge, makeKey } from '../../../../tests/support/dkim';
import { loadDkimKeys, type DkimKey } from '../../../config';
import { toBytes } from '../bytes';
import { createSigner, describeKeys, keysOfAddress, verifyOwnSignature } from '.';
import { relaxed } from './canonical';

const DOMAIN = 'example.edu.co';
const [rsa, ed25519] = [makeKey('rsa'), makeKey('ed25519')];
const both = loadDkimKeys({
  dkim: {
    [DOMAIN]: [
      { selector: 'r2026', privateKey: rsa },
      { selector: 'e2026', privateKey: ed25519 },
    ],
  },
});
const [rsaKey, ed25519Key] = [both.slice(0, 1), both.slice(1)];
const published = describeKeys(both);
const VALID = ['e2026: pass', 'r2026: pass'];

const HEADERS = [
  'Message-ID: <mc.1.2.3@example.edu.co>',
  'Date: Tue, 24 Nov 2026 08:00:00 +0000',
  'From: =?UTF-8?Q?Bolet=C3=ADn?= <boletin@example.edu.co>',
  'To: ana@example.org',
  'Subject: Noticias de hoy',
  'List-Id: Docentes <docentes.example.edu.co>',
  'Feedback-ID: 1:2:campaign:mailcampaigns',
  `List-Unsubscribe: <https://cms.example.edu.co/${'u'.repeat(300)}>`,
  'Reply-To: respuestas@example.edu.co',
  'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
  'Precedence: bulk',
  'X-Auto-Response-Suppress: OOF, AutoReply',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8',
];
const message = (headers = HEADERS, body = 'Hola  Ana,\r\nbuen d=C3=ADa\r\n') =>
  Buffer.from(`${headers.join('\r\n')}\r\n\r\n${body}`, 'latin1');
const sign = (bytes: Buffer, keys: DkimKey[]) => {
  const body = bytes.indexOf('\r\n\r\n') + 4;
  return toBytes(bytes.toString('latin1', 0, body), [bytes.toString('latin1', body)], createSigner(keys));
};
const changed = (bytes: Buffer, from: string, to: string) => {
  expect(bytes.includes(from)).toBe(true);
  return Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1');
};

test.each([
  ['RSA', rsaKey, ['r2026: pass']],
  ['Ed25519', ed25519Key, ['e2026: pass']],
  ['both', both, VALID],
])('a receiver finds the signatures valid: %s', async (_name, keys, expected) => {
  expect(await judge(await sign(message(), keys), published)).toEqual(expected);
});

test('without a key of its domain a message stays as it is', async () => {
  expect(await sign(message(), [])).toEqual(message());
  expect(keysOfAddress(both, `boletin@${DOMAIN.toUpperCase()}`)).toEqual(both);
  expect(keysOfAddress(both, `boletin@news.${DOMAIN}`)).toEqual([]);
});

test('the message stands unchanged under the signatures, whose lines have at most 78 characters', async () => {
  const signed = await sign(message(), both);
  const signatures = signed.subarray(0, signed.length - message().length).toString('latin1');
  expect(signed.subarray(signatures.length)).toEqual(message());
  expect(signatures.match(/^DKIM-Signature: /gm)).toHaveLength(2);
  for (const line of signatures.split('\r\n')) expect(line.length).toBeLessThanOrEqual(78);
  expect((await simpleParser(signed)).subject).toBe('Noticias de hoy');
});

describe('whoever changes it on its way breaks every signature', () => {
  test.each([
    ['a letter of List-Unsubscribe-Post', 'Unsubscribe=One', 'Unsubscribe=one'],
    ['the link to leave by', '<https://cms.', '<https://cns.'],
    ['the subject', 'Noticias', 'Noticia5'],
    ['the sender', 'boletin@', 'boletim@'],
    ['where answers go', 'respuestas@', 'respuesta5@'],
    ['the recipient', 'To: ana@', 'To: eva@'],
    ['the identity for Gmail', 'Feedback-ID: 1', 'Feedback-ID: 2'],
    ['the type of the content', 'text/plain', 'text/html'],
    ['the body', 'buen ', 'mal '],
    ['a second sender that could be shown', 'To: ana@', 'From: other@example.net\r\nTo: ana@'],
    ['a second subject', 'To: ana@', 'Subject: Otra\r\nTo: ana@'],
    ['a second recipient', 'Subject: ', 'To: eva@example.org\r\nSubject: '],
  ])('%s', async (_name, from, to) => {
    const tampered = changed(await sign(message(), both), from, to);
    const verdicts = await judge(tampered, published);
    expect(verdicts).toHaveLength(2);
    for (const verdict of verdicts) expect(verdict).not.toMatch(/pass/);
    expect(verifyOwnSignature(tampered, both).ok).toBe(false);
  });
});

describe('valid, to a receiver and to ourselves, with', () => {
  const with_ = (...more: string[]) =>
    message([...HEADERS.filter((line) => !line.startsWith('To:')), ...more]);
  test.each([
    [
      'a header folded over many lines',
      with_(`To:${'\r\n\t a-long-name-of-somebody'.repeat(40)}\r\n <a@example.org>`),
    ],
    ['spaces and tabs around a value', with_('To: \t ana@example.org \t ')],
    ['a header without a value', with_('To:', 'Reply-To: ')],
    ['a header that stands there twice', with_('To: ana@example.org', 'To: eva@example.org')],
    ['a header that is missing', with_()],
    ['blank lines at the end of the body', message(HEADERS, 'Hola\r\n\r\n\r\n')],
    ['a body of blank lines', message(HEADERS, '\r\n\r\n')],
    ['no body', message(HEADERS, '')],
    ['a body whose last line does not end', message(HEADERS, 'Hola')],
    ['a big body', message(HEADERS, 'Hola Ana, Luis y Eva\r\n'.repeat(5000))],
  ])('%s', async (_name, given) => {
    const signed = await sign(given, both);
    expect(await judge(signed, published)).toEqual(VALID);
    expect(verifyOwnSignature(signed, both)).toEqual({ ok: true });
  });

  test('nothing but its headers set right by a relay: blanks between words, folding, case of names', async () => {
    const relayed = changed(
      await sign(message(), both),
      'Subject: Noticias de',
      'SUBJECT:  Noticias\r\n\tde ',
    );
    expect(await judge(relayed, published)).toEqual(VALID);
  });
});

test('only spaces and tabs are white space in a header, not an octet of “à” (RFC 6376 §2.8)', () => {
  const whole = Buffer.from('To:\t à@example.org,  a@à ').toString('latin1');
  const expected = Buffer.from('to:à@example.org, a@à').toString('latin1');
  expect(relaxed({ name: 'to', whole })).toBe(expected);
});

describe('the check of ourselves', () => {
  const other = loadDkimKeys({ dkim: { [DOMAIN]: { selector: 'r2026', privateKey: makeKey('rsa') } } });

  test('names the key whose signature is missing', async () => {
    const verdict = verifyOwnSignature(await sign(message(), rsaKey), both);
    expect(verdict).toEqual({
      ok: false,
      reason: expect.stringMatching(/^e2026\._domainkey\.example\.edu\.co: /),
    });
  });

  test('refuses what another key signed under the same name', async () => {
    expect(verifyOwnSignature(await sign(message(), other), rsaKey).ok).toBe(false);
  });
});
