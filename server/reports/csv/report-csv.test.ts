import { neutralised } from './report-csv';

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
])('a spreadsheet is shown %j as text', (text) => {
  expect(neutralised(text)).toBe(`'${text}`);
});

test.each(['', 'Boletín', '1-2', 'a=b', 'https://example.org/?a=1', '–', '6.2.1', '12,5'])(
  '%j is left as it is',
  (text) => {
    expect(neutralised(text)).toBe(text);
  },
);
