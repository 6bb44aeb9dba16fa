import { endOfBody, foldBlankLines, quotedPrintable } from './quoted-printable';

/** RFC 2045 §6.7, the other way round. */
const decode = (encoded: string): string =>
  Buffer.from(
    encoded
      .replace(/[ \t]+$/gm, '')
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, octet: string) => String.fromCharCode(parseInt(octet, 16))),
    'latin1',
  ).toString();

const PIECES = [
  '',
  ' ',
  '\n',
  '\n\n',
  '\n\n\n',
  ' \n',
  'a',
  ' a ',
  '.',
  'From ',
  '=',
  '=\n',
  'a\n',
  'ñ',
  '🎉'.repeat(30),
  'ab'.repeat(37),
  'x'.repeat(75),
  'y'.repeat(76),
  `${'z'.repeat(74)} `,
  `${'.'.repeat(200)}`,
  `${' '.repeat(200)}`,
  'a\tb\u0000\u0085\t',
];

const TRIPLES = PIECES.flatMap((a) => PIECES.flatMap((b) => PIECES.map((c) => [a, b, c])));

test('pieces put together mean what they meant', () => {
  const wrong = TRIPLES.filter((texts) => {
    const meant = texts.join('').replace(/\n/g, '\r\n');
    const pieces = texts.map(quotedPrintable);
    return decode(pieces.join('')) !== meant || decode(endOfBody(pieces).join('')) !== meant;
  });
  expect(wrong).toEqual([]);
});

test('blank lines are folded across pieces as they are in the text', () => {
  const wrong = TRIPLES.filter((texts) => {
    const meant = texts
      .join('')
      .replace(/\n{3,}/g, '\n\n')
      .replace(/\n/g, '\r\n');
    return decode(foldBlankLines(texts.map(quotedPrintable).join(''))) !== meant;
  });
  expect(wrong).toEqual([]);
});

test('no line is longer than 76, ends in a space, or begins as relays change it', () => {
  const lines = TRIPLES.flatMap((texts) => endOfBody(texts.map(quotedPrintable)).join('').split('\r\n'));
  const isRight = (line: string) =>
    line.length <= 76 && /^(?!\.|From )(?:[ -<>-~]|=[0-9A-F]{2})*=?$/.test(line) && !line.endsWith(' ');
  expect(lines.filter((line) => !isRight(line))).toEqual([]);
});

test('no character is cut in two by a line end', () => {
  for (let before = 0; before < 80; before += 1) {
    const encoded = quotedPrintable(`${'a'.repeat(before)}${'ñ🎉中'.repeat(20)}`);
    for (const line of encoded.split('=\r\n')) expect(decode(line)).not.toContain('\ufffd');
  }
});

test('a body does not end in a soft line break', () => {
  expect(endOfBody(['a=\r\n', '', ''])).toEqual(['a', '', '']);
  expect(endOfBody(['a=\r\n', '\r\n'])).toEqual(['a=\r\n', '\r\n']);
  expect(endOfBody([''])).toEqual(['']);
});
