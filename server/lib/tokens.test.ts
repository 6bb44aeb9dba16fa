import { createHmac, hkdfSync } from 'node:crypto';

import { createTokens } from './tokens';

const old = 'an-old-secret-an-old-secret-an-old-secret';
const current = 'a-new-secret-a-new-secret-a-new-secret-';
const tokens = createTokens([current, old]);

test('what was signed is read back', () => {
  expect(tokens.verify('click', tokens.sign('click', 42, 7))).toEqual(['42', '7']);
});

test('changing any character makes it void', () => {
  const token = tokens.sign('unsubscribe', 12345);
  for (let i = 0; i < token.length; i += 1) {
    for (const other of ['0', '1', 'a', '~', 'Z']) {
      if (token[i] === other) continue;
      expect(tokens.verify('unsubscribe', token.slice(0, i) + other + token.slice(i + 1))).toBeNull();
    }
    expect(tokens.verify('unsubscribe', token.slice(0, i) + token.slice(i + 1))).toBeNull();
  }
});

test('a token for one purpose does not pass for another', () => {
  expect(tokens.verify('unsubscribe', tokens.sign('open', 1))).toBeNull();
});

test('tokens outlive a change of the secret, and nobody else can make them', () => {
  expect(tokens.verify('view', createTokens([old]).sign('view', 9))).toEqual(['9']);
  expect(createTokens([old]).verify('view', tokens.sign('view', 9))).toBeNull();
  expect(tokens.verify('view', createTokens(['x'.repeat(40)]).sign('view', 9))).toBeNull();
});

test.each(['', '~', 'a', '~a', '1~', '1~2~3', 'x'.repeat(500)])('%j is no token', (token) => {
  expect(tokens.verify('open', token)).toBeNull();
});

test('nothing but ids is signed', () => {
  expect(() => tokens.sign('open', 'ana@example.org')).toThrow('ids only');
});

test.each([
  [['1']],
  [['42', '7']],
  [['x'.repeat(55)]],
  [['x'.repeat(56)]],
  [['y'.repeat(120), '9'.repeat(46)]],
])('links of mails already sent stay valid: %j is signed as ever', (parts) => {
  const key = Buffer.from(hkdfSync('sha256', current, '', 'mail-campaigns/click/v1', 32));
  const payload = parts.join('~');
  const mac = createHmac('sha256', key).update(payload).digest('hex').slice(0, 32);
  expect(tokens.sign('click', ...parts)).toBe(`${payload}~${mac}`);
  expect(tokens.verify('click', `${payload}~${mac}`)).toEqual(parts);
});

test('nothing is signed that could not be read back', () => {
  expect(() => tokens.sign('open', 'x'.repeat(168))).toThrow('ids only');
});

test('a token does not depend on what was signed before', () => {
  tokens.sign('open', 'x'.repeat(100));
  expect(tokens.sign('open', 1)).toBe(createTokens([current]).sign('open', 1));
});
