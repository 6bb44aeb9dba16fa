import { createReplyReader, type Reply } from './reply';

function reading() {
  const replies: Pick<Reply, 'code' | 'text'>[] = [];
  return { replies, read: createReplyReader(({ code, text }) => replies.push({ code, text })) };
}
const read = (...chunks: string[]) => {
  const reader = reading();
  for (const chunk of chunks) reader.read(Buffer.from(chunk));
  return reader.replies;
};

test('several answers in one chunk, one in several', () => {
  expect(read('250 ok\r\n354 go', ' ahead\r', '\n550-5.1.1 no\r\n')).toEqual([
    { code: 250, text: '250 ok' },
    { code: 354, text: '354 go ahead' },
  ]);
});

test('all lines of an answer are kept on one line, the repeated status code once', () => {
  expect(read('550-5.7.26 Unauthenticated.\r\n550-5.7.26 See\r\n550 5.7.26 example.org\r\n')).toEqual([
    { code: 550, text: '550 5.7.26 Unauthenticated. See example.org' },
  ]);
});

test('a code without words is an answer', () => {
  expect(read('250\r\n')).toEqual([{ code: 250, text: '250' }]);
});

test('words in UTF-8, cut anywhere, are read; other bytes are kept', () => {
  const bytes = Buffer.from('550 buzón\r\n');
  const [whole, latin] = [reading(), reading()];
  whole.read(bytes.subarray(0, 8));
  whole.read(bytes.subarray(8));
  latin.read(Buffer.from('550 buz\xf3n\r\n', 'latin1'));
  expect([...whole.replies, ...latin.replies].map(({ text }) => text)).toEqual(['550 buzón', '550 buzón']);
});

test('what a database would refuse is not in the words, and they end somewhere', () => {
  const [reply] = read(`550 a\0b ${'x'.repeat(2000)}\r\n`);
  expect(reply?.text).toMatch(/^550 a b x+$/);
  expect(reply?.text).toHaveLength(500);
});

test.each(['HTTP/1.1 400 Bad Request\r\n', '\r\n', '99 x\r\n', '2500 x\r\n'])('%j is no answer', (line) => {
  expect(() => read(line)).toThrow('does not speak SMTP');
});

test('what came before the garbage counts', () => {
  const reader = reading();
  expect(() => reader.read(Buffer.from('250 ok\r\n<html>\r\n'))).toThrow('does not speak SMTP: <html>');
  expect(reader.replies).toEqual([{ code: 250, text: '250 ok' }]);
});

test.each([
  ['line', '2'.repeat(8192)],
  ['answer', `250-${'x'.repeat(8000)}\r\n`],
])('a %s without an end is refused before it fills the memory', (_what, piece) => {
  const reader = reading();
  const flood = () => {
    for (let i = 0; i < 100; i += 1) reader.read(Buffer.from(piece));
  };
  expect(flood).toThrow('without an end');
});

test('many answers are no answer without an end', () => {
  expect(read(...Array<string>(20_000).fill('250-a\r\n250 b\r\n'))).toHaveLength(20_000);
});
