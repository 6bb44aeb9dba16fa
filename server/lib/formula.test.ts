import { neutralised, restored } from './formula';

test.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '  =1',
  '\u00a0=1',
  '＝1',
  '＋1',
  '－1',
  '＠x',
  '\tText',
  "'=1",
  "''@x",
])('a spreadsheet is shown %j as text, and it can be read back', (text) => {
  expect(neutralised(text)).toBe(`'${text}`);
  expect(restored(neutralised(text))).toBe(text);
});

test.each([
  '',
  'Boletín',
  '1-2',
  'a=b',
  'https://example.org/?a=1',
  '–',
  '6.2.1',
  '12,5',
  "'",
  "d'Ors",
  "'t Hooft",
])('%j is left as it is', (text) => {
  expect(neutralised(text)).toBe(text);
  expect(restored(text)).toBe(text);
});
