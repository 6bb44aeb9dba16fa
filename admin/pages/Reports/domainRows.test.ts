import { MEASURE_KEYS, type DomainRow, type Figure, type MeasureKey } from '../../../contracts';
import { nextSort, sortDomains, type DomainSort } from './domainRows';

const row = (domain: string, recipients: number, delivered: number | null): DomainRow => {
  const figure = (percent: number | null): Figure => ({ count: 0, base: percent === null ? 0 : 10, percent });
  const measures = Object.fromEntries(MEASURE_KEYS.map((key) => [key, figure(0)])) as Record<
    MeasureKey,
    Figure
  >;
  return { domain, recipients, sent: recipients, measures: { ...measures, delivered: figure(delivered) } };
};

const rows = [
  row('gmail.com', 50, 90),
  row('idep.edu.co', 20, 100),
  row('zzz.co', 20, null),
  row('Hotmail.com', 5, 90),
];

describe('sortDomains', () => {
  it.each([
    [
      'most recipients first, equal ones by name',
      { column: 'recipients', descending: true },
      ['gmail.com', 'idep.edu.co', 'zzz.co', 'Hotmail.com'],
    ],
    [
      'fewest recipients first',
      { column: 'recipients', descending: false },
      ['Hotmail.com', 'idep.edu.co', 'zzz.co', 'gmail.com'],
    ],
    [
      'by name',
      { column: 'domain', descending: false },
      ['gmail.com', 'Hotmail.com', 'idep.edu.co', 'zzz.co'],
    ],
    [
      'by percentage, without a base last',
      { column: 'delivered', descending: true },
      ['idep.edu.co', 'gmail.com', 'Hotmail.com', 'zzz.co'],
    ],
  ] satisfies [string, DomainSort, string[]][])('%s', (_name, sort, expected) => {
    expect(sortDomains(rows, '', sort).map(({ domain }) => domain)).toEqual(expected);
  });

  it('finds part of a name, whatever its case', () => {
    const found = sortDomains(rows, ' MAIL ', { column: 'domain', descending: false });
    expect(found.map(({ domain }) => domain)).toEqual(['gmail.com', 'Hotmail.com']);
  });

  it('leaves the given rows as they are', () => {
    const before = [...rows];
    sortDomains(rows, '', { column: 'domain', descending: true });
    expect(rows).toEqual(before);
  });
});

describe('nextSort', () => {
  it.each([
    [
      'the same column turns round',
      { column: 'sent', descending: true },
      'sent',
      { column: 'sent', descending: false },
    ],
    [
      'a figure begins with the largest',
      { column: 'domain', descending: false },
      'sent',
      { column: 'sent', descending: true },
    ],
    [
      'names begin with A',
      { column: 'sent', descending: true },
      'domain',
      { column: 'domain', descending: false },
    ],
  ] as const)('%s', (_name, sort, column, expected) => {
    expect(nextSort(sort, column)).toEqual(expected);
  });
});
