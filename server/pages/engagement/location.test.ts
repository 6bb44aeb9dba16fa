import { locationOf } from './location';

test.each([
  'https://example.org',
  'https://example.org/?utm_source=boletin&utm_medium=email&utm_campaign=dic%2F26&utm_content=a+b',
  'https://example.org/?b=2&a=1&b=2&&=&c',
  'HTTPS://Example.ORG/../a/./b?x=%c3%b1&y=%C3%B1#Sección'.replace('ó', '%c3%B3'),
  "https://example.org/a;b=c,d/'(e)*!?q=[x]{y}|z^`#a#b?c",
  'https://user:pa%20ss@example.org:8443/x',
  'https://xn--bcher-kva.example/%',
])('%s leads there byte for byte', (link) => {
  expect(locationOf(link)).toBe(link);
});

test.each([
  [
    'https://example.org/ñandú?q=año&utm_term=a+b#€',
    'https://example.org/%C3%B1and%C3%BA?q=a%C3%B1o&utm_term=a+b#%E2%82%AC',
  ],
  ['https://example.org/a b?🎉', 'https://example.org/a%20b?%F0%9F%8E%89'],
  ['https://bücher.example:81/x?Y=%zz', 'https://xn--bcher-kva.example:81/x?Y=%zz'],
  ['https://á:b@bücher.example/', 'https://%C3%A1:b@xn--bcher-kva.example/'],
  [' https://example.org/a\r\nSet-Cookie: a=b ', 'https://example.org/aSet-Cookie:%20a=b'],
  ['https://example.org/\u0000\u007f', 'https://example.org/%00%7F'],
  ['https://example.org/\ud800', 'https://example.org/%EF%BF%BD'],
])('%j: what a header cannot carry is written as %s', (link, location) => {
  expect(locationOf(link)).toBe(location);
});

test.each([
  'javascript:alert(1)',
  '//example.org',
  'ftp://example.org',
  'example.org',
  '',
  'https://',
  'data:text/html,x',
])('%j is no web address', (link) => {
  expect(locationOf(link)).toBeNull();
});
