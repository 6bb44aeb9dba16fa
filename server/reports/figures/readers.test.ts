import { readersOf, type ReaderGroup } from './readers';

const group = (people: number, given: Partial<ReaderGroup> = {}): ReaderGroup => ({
  hidden: false,
  device: null,
  client: null,
  country: null,
  city: null,
  people,
  ...given,
});

test('each person counts once in each table, whatever else differs', () => {
  const readers = readersOf([
    group(2, { device: 'phone', client: 'Apple Mail', country: 'CO', city: 'Bogotá' }),
    group(1, { device: 'phone', client: 'Outlook', country: 'CO' }),
    group(3, { device: 'desktop', client: 'Outlook', country: 'EC', city: 'Quito' }),
    group(4, { hidden: true }),
    group(1),
  ]);
  const shown = (rows: { kind: string; name: string | null; count: number }[] | null) =>
    rows?.map(({ kind, name, count }) => [name ?? kind, count]);
  expect(readers.count).toBe(11);
  expect(shown(readers.devices)).toEqual([
    ['desktop', 3],
    ['phone', 3],
    ['hidden', 4],
    ['unknown', 1],
  ]);
  expect(shown(readers.clients)).toEqual([
    ['Outlook', 4],
    ['Apple Mail', 2],
    ['hidden', 4],
    ['unknown', 1],
  ]);
  expect(shown(readers.countries)).toEqual([
    ['CO', 3],
    ['EC', 3],
    ['hidden', 4],
    ['unknown', 1],
  ]);
  expect(shown(readers.cities)).toEqual([
    ['Quito', 3],
    ['Bogotá', 2],
    ['hidden', 4],
    ['unknown', 2],
  ]);
});

test('cities of one name in two countries are two', () => {
  const { cities } = readersOf([
    group(1, { country: 'CO', city: 'Florencia' }),
    group(1, { country: 'IT', city: 'Florencia' }),
  ]);
  expect(cities?.map(({ name, country, percent }) => [name, country, percent])).toEqual([
    ['Florencia', 'CO', 50],
    ['Florencia', 'IT', 50],
  ]);
});

test('percentages add up to 100.0', () => {
  const { devices } = readersOf([
    group(1, { device: 'phone' }),
    group(1, { device: 'desktop' }),
    group(1, { hidden: true }),
  ]);
  expect(devices.map(({ percent }) => percent)).toEqual([33.4, 33.3, 33.3]);
});

test('nobody, and nobody of whom a place is known', () => {
  expect(readersOf([])).toEqual({ count: 0, devices: [], clients: [], countries: null, cities: null });
  expect(readersOf([group(2, { device: 'phone' })])).toMatchObject({ count: 2, countries: null });
});
