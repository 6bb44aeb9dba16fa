import { parseAddress } from './address';

test.each([
  ['  Ana.Gomez@Example.ORG ', 'ana.gomez@example.org'],
  ["o'hara+list@sub.example.org", "o'hara+list@sub.example.org"],
  ['josé@example.org', 'josé@example.org'],
  ['jose\u0301@example.org', 'josé@example.org'],
  ['ana@bücher.example', 'ana@xn--bcher-kva.example'],
])('%j is read as %s', (input, address) => {
  expect(parseAddress(input)?.address).toBe(address);
});

test.each([
  '',
  'ana',
  '@example.org',
  'ana@',
  'ana@localhost',
  'ana@example..org',
  'ana@-example.org',
  'ana@192.168.0.1',
  'ana@[127.0.0.1]',
  'ana gomez@example.org',
  'ana@example.org, eva@example.org',
  'ana@example.org\r\nBcc: eva@example.org',
  'Ana <ana@example.org>',
  '"ana"@example.org',
  'a..b@example.org',
  '.a@example.org',
  'ana@exa mple.org',
  `${'a'.repeat(65)}@example.org`,
  `a@${'b'.repeat(60)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(63)}.org`,
])('%j is not one address', (input) => {
  expect(parseAddress(input)).toBeNull();
});
