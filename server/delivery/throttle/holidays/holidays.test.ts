import { holidayCalendar } from './calendar';
import { colombianHolidays, easter } from './colombia';

/** As published for each year; on 30 June 2025 two fall together. */
const PUBLISHED: Record<number, string> = {
  2023: '01-01 01-09 03-20 04-06 04-07 05-01 05-22 06-12 06-19 07-03 07-20 08-07 08-21 10-16 11-06 11-13 12-08 12-25',
  2024: '01-01 01-08 03-25 03-28 03-29 05-01 05-13 06-03 06-10 07-01 07-20 08-07 08-19 10-14 11-04 11-11 12-08 12-25',
  2025: '01-01 01-06 03-24 04-17 04-18 05-01 06-02 06-23 06-30 06-30 07-20 08-07 08-18 10-13 11-03 11-17 12-08 12-25',
  2026: '01-01 01-12 03-23 04-02 04-03 05-01 05-18 06-08 06-15 06-29 07-20 08-07 08-17 10-12 11-02 11-16 12-08 12-25',
  2027: '01-01 01-11 03-22 03-25 03-26 05-01 05-10 05-31 06-07 07-05 07-20 08-07 08-16 10-18 11-01 11-15 12-08 12-25',
};

test.each(Object.keys(PUBLISHED).map(Number))('the 18 holidays of %i in Colombia', (year) => {
  const found = colombianHolidays(year).map(({ date }) => date);
  expect(found).toEqual(PUBLISHED[year]?.split(' ').map((day) => `${year}-${day}`));
  expect(found).toHaveLength(18);
});

test.each([
  [1954, '1954-04-18'],
  [1981, '1981-04-19'],
  [2008, '2008-03-23'],
  [2038, '2038-04-25'],
  [2049, '2049-04-18'],
  [2076, '2076-04-19'],
  [2285, '2285-03-22'],
])('Easter of %i, the years that simpler rules get wrong among them', (year, date) => {
  expect(easter(year).toISODate()).toBe(date);
});

test('each holiday has a name in both languages, and none is like another', () => {
  const names = colombianHolidays(2026).map(({ name }) => name);
  expect(new Set(names.map(({ es }) => es)).size).toBe(18);
  expect(new Set(names.map(({ en }) => en)).size).toBe(18);
});

describe('the calendar', () => {
  const calendar = holidayCalendar({ calendar: 'CO', dates: ['2026-12-24', '2026-12-25', '2027-01-02'] });

  test('knows a day by its date', () => {
    expect(calendar.on('2026-12-08')?.name.es).toBe('Inmaculada Concepción');
    expect(calendar.on('2026-12-09')).toBeNull();
  });

  test('joins two holidays of one day', () => {
    expect(calendar.on('2025-06-30')?.name.en).toBe('Saints Peter and Paul · Sacred Heart of Jesus');
    expect(calendar.yearFrom('2025-06-30').filter(({ date }) => date === '2025-06-30')).toHaveLength(1);
  });

  test('adds further days and keeps the name of what is a holiday anyway', () => {
    expect(calendar.on('2026-12-24')?.name.es).toBe('Día sin envíos');
    expect(calendar.on('2026-12-25')?.name.es).toBe('Navidad');
  });

  test('lists twelve months in order', () => {
    const dates = calendar.yearFrom('2026-12-08').map(({ date }) => date);
    expect(dates.slice(0, 5)).toEqual(['2026-12-08', '2026-12-24', '2026-12-25', '2027-01-01', '2027-01-02']);
    expect(dates.at(-1)).toBe('2027-11-15');
  });

  test('has only the further days where no country is chosen', () => {
    const none = holidayCalendar({ calendar: 'none', dates: ['2026-12-24'] });
    expect(none.yearFrom('2026-11-24').map(({ date }) => date)).toEqual(['2026-12-24']);
    expect(none.on('2026-12-25')).toBeNull();
  });
});
