import type { SendingWindow, Weekday } from '../../../../contracts';
import { holidayCalendar } from '../holidays/calendar';
import { windowState } from './window';

const CO = holidayCalendar({ calendar: 'CO' });
const day = { from: '07:00', to: '19:00' };
const rules: SendingWindow = {
  enabled: true,
  hours: {
    monday: day,
    tuesday: day,
    wednesday: day,
    thursday: day,
    friday: day,
    saturday: { from: '08:00', to: '15:00' },
    sunday: null,
  },
  skipHolidays: true,
};

const state = (at: string, timeZone = 'America/Bogota', given: SendingWindow = rules) =>
  windowState(given, CO, timeZone, new Date(at));

describe('in Bogotá, five hours behind UTC all year', () => {
  test.each([
    ['a Tuesday in the morning', '2026-11-24T07:00-05:00', '2026-11-25T00:00:00.000Z'],
    ['its last moment', '2026-11-24T18:59:59.999-05:00', '2026-11-25T00:00:00.000Z'],
    ['a Saturday', '2026-11-28T14:59-05:00', '2026-11-28T20:00:00.000Z'],
  ])('open: %s', (_name, at, closesAt) => {
    expect(state(at)).toEqual({ open: true, reason: null, holiday: null, opensAt: null, closesAt });
  });

  test.each([
    ['before the day begins', '2026-11-24T06:59:59.999-05:00', '2026-11-24T12:00:00.000Z'],
    ['the moment it ends', '2026-11-24T19:00-05:00', '2026-11-25T12:00:00.000Z'],
    ['Saturday afternoon, until Monday', '2026-11-28T15:00-05:00', '2026-11-30T12:00:00.000Z'],
    ['Sunday', '2026-11-29T10:00-05:00', '2026-11-30T12:00:00.000Z'],
    ['Saturday before a Monday that is a holiday', '2026-11-14T16:00-05:00', '2026-11-17T12:00:00.000Z'],
    ['the evening before Holy Thursday', '2026-04-01T20:00-05:00', '2026-04-04T13:00:00.000Z'],
  ])('closed: %s', (_name, at, opensAt) => {
    expect(state(at)).toEqual({ open: false, reason: 'hours', holiday: null, opensAt, closesAt: null });
  });

  test('closed on a holiday, which is named', () => {
    const { open, reason, holiday, opensAt } = state('2026-12-08T10:00-05:00');
    expect({ open, reason, date: holiday?.date }).toEqual({
      open: false,
      reason: 'holiday',
      date: '2026-12-08',
    });
    expect(holiday?.name.es).toBe('Inmaculada Concepción');
    expect(opensAt).toBe('2026-12-09T12:00:00.000Z');
  });

  test('open on a holiday where holidays do not count', () => {
    expect(state('2026-12-08T10:00-05:00', undefined, { ...rules, skipHolidays: false }).open).toBe(true);
  });

  test('a holiday on a day without hours closes by the hours', () => {
    const sundays = state('2027-07-20T10:00-05:00', undefined, {
      ...rules,
      hours: { ...rules.hours, tuesday: null },
    });
    expect(sundays).toMatchObject({ reason: 'hours', holiday: null });
  });
});

test('turned off, it is always open', () => {
  expect(state('2026-11-29T03:00-05:00', undefined, { ...rules, enabled: false })).toEqual({
    open: true,
    reason: null,
    holiday: null,
    opensAt: null,
    closesAt: null,
  });
});

const never = Object.fromEntries(Object.keys(rules.hours).map((name) => [name, null])) as Record<
  Weekday,
  null
>;

test('without any hours it never opens', () => {
  expect(state('2026-11-24T10:00-05:00', undefined, { ...rules, hours: never })).toMatchObject({
    open: false,
    opensAt: null,
  });
});

describe('where clocks change', () => {
  const night = { ...rules, hours: { ...never, sunday: { from: '00:30', to: '04:00' } } };
  const between = (from: string, to: string) => ({ ...rules, hours: { ...never, sunday: { from, to } } });
  /** How long the Sunday is open, walked in steps of ten minutes over the two days around it. */
  const openMinutes = (sunday: string, timeZone: string, given: SendingWindow): number => {
    const start = Date.parse(`${sunday}T00:00Z`) - 12 * 3_600_000;
    const steps = Array.from({ length: 48 * 6 }, (_, step) => start + step * 10 * 60_000);
    return 10 * steps.filter((at) => windowState(given, CO, timeZone, new Date(at)).open).length;
  };

  test.each([
    ['America/New_York', 'the day of 23 hours', '2026-03-08', 150],
    ['America/New_York', 'the day of 25 hours', '2026-11-01', 270],
    ['Europe/Madrid', 'the day of 23 hours', '2026-03-29', 150],
    ['Europe/Madrid', 'the day of 25 hours', '2026-10-25', 270],
    ['America/Bogota', 'a day as any other', '2026-03-08', 210],
  ])('%s, %s: 00:30 to 04:00 is as long as the clocks make it', (timeZone, _name, sunday, minutes) => {
    expect(openMinutes(sunday, timeZone, night)).toBe(minutes);
  });

  test('a skipped hour: opens and closes with the jump', () => {
    // New York jumps from 02:00 (07:00 UTC) to 03:00.
    expect(state('2026-03-08T06:00Z', 'America/New_York', between('02:30', '05:00')).opensAt).toBe(
      '2026-03-08T07:00:00.000Z',
    );
    expect(state('2026-03-08T06:00Z', 'America/New_York', between('00:30', '02:30')).closesAt).toBe(
      '2026-03-08T07:00:00.000Z',
    );
    // Wholly skipped: not open on that Sunday, but on the next.
    expect(state('2026-03-08T06:00Z', 'America/New_York', between('02:10', '02:50')).opensAt).toBe(
      '2026-03-15T06:10:00.000Z',
    );
  });

  test('an hour that happens twice: opens and closes at the first', () => {
    // New York shows 01:00 to 02:00 from 05:00 and again from 06:00 UTC.
    expect(state('2026-11-01T04:00Z', 'America/New_York', between('01:30', '05:00')).opensAt).toBe(
      '2026-11-01T05:30:00.000Z',
    );
    expect(state('2026-11-01T05:00Z', 'America/New_York', between('00:30', '01:30')).closesAt).toBe(
      '2026-11-01T05:30:00.000Z',
    );
  });

  test('the hours of a working day keep their place on the clocks', () => {
    expect(state('2026-03-06T23:00Z', 'America/New_York').closesAt).toBe('2026-03-07T00:00:00.000Z');
    expect(state('2026-03-08T20:00Z', 'America/New_York').opensAt).toBe('2026-03-09T11:00:00.000Z');
    expect(state('2026-10-24T20:00Z', 'Europe/Madrid').opensAt).toBe('2026-10-26T06:00:00.000Z');
  });
});
