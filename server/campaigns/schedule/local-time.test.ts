import type { ErrorDetails } from '../../../contracts';
import { isTimeZone, resolveLocalTime, type LocalTime } from './local-time';

const now = new Date('2026-01-01T00:00:00Z');
const refusal = (time: LocalTime, at = now): ErrorDetails => {
  try {
    resolveLocalTime(time, at);
  } catch (error) {
    return (error as { details: ErrorDetails }).details;
  }
  throw new Error('was not refused');
};

test.each<[string, string, string]>([
  // No summer time in Colombia, ever since 1993.
  ['2026-03-29T02:30', 'America/Bogota', '2026-03-29T07:30:00.000Z'],
  ['2026-07-01T09:00', 'America/Bogota', '2026-07-01T14:00:00.000Z'],
  ['2026-12-31T23:59', 'America/Bogota', '2027-01-01T04:59:00.000Z'],
  ['2028-02-29T00:00', 'America/Bogota', '2028-02-29T05:00:00.000Z'],
  ['2026-01-15T09:00', 'Europe/Madrid', '2026-01-15T08:00:00.000Z'],
  ['2026-07-15T09:00', 'Europe/Madrid', '2026-07-15T07:00:00.000Z'],
  // The last minute before the gap, the first one after it; before the overlap and after it.
  ['2026-03-29T01:59', 'Europe/Madrid', '2026-03-29T00:59:00.000Z'],
  ['2026-03-29T03:00', 'Europe/Madrid', '2026-03-29T01:00:00.000Z'],
  ['2026-10-25T01:59', 'Europe/Madrid', '2026-10-24T23:59:00.000Z'],
  ['2026-10-25T03:00', 'Europe/Madrid', '2026-10-25T02:00:00.000Z'],
  ['2026-03-08T01:59', 'America/New_York', '2026-03-08T06:59:00.000Z'],
  ['2026-03-08T03:00', 'America/New_York', '2026-03-08T07:00:00.000Z'],
  ['2026-11-01T02:00', 'America/New_York', '2026-11-01T07:00:00.000Z'],
  ['2026-06-01T12:00', 'Australia/Lord_Howe', '2026-06-01T01:30:00.000Z'],
  ['2026-12-01T12:00', 'Australia/Lord_Howe', '2026-12-01T01:00:00.000Z'],
  ['2026-06-01T12:00', 'Asia/Kathmandu', '2026-06-01T06:15:00.000Z'],
  ['2026-06-01T12:00', 'UTC', '2026-06-01T12:00:00.000Z'],
])('%s in %s is %s', (localTime, timeZone, instant) => {
  expect(resolveLocalTime({ localTime, timeZone }, now).toISOString()).toBe(instant);
  // Which of two makes no difference where there is one.
  expect(resolveLocalTime({ localTime, timeZone, occurrence: 'later' }, now).toISOString()).toBe(instant);
});

test.each<[string, string, string]>([
  ['2026-03-29T02:00', 'Europe/Madrid', '2026-03-29T03:00'],
  ['2026-03-29T02:59', 'Europe/Madrid', '2026-03-29T03:00'],
  ['2026-03-08T02:30', 'America/New_York', '2026-03-08T03:00'],
  // Half an hour is skipped, from 02:00 to 02:30.
  ['2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-04T02:30'],
])('%s does not exist in %s; the next time is %s', (localTime, timeZone, next) => {
  expect(refusal({ localTime, timeZone })).toEqual({
    code: 'time-does-not-exist',
    values: { localTime, timeZone, next },
  });
  expect(refusal({ localTime, timeZone, occurrence: 'later' }).code).toBe('time-does-not-exist');
});

test('a gap of a whole day names the day after it', () => {
  const skipped = { localTime: '2011-12-30T09:00', timeZone: 'Pacific/Apia' };
  expect(refusal(skipped, new Date('2011-01-01')).values?.next).toBe('2011-12-31T00:00');
});

test.each<[string, string, string, string]>([
  ['2026-10-25T02:00', 'Europe/Madrid', '2026-10-25T00:00:00.000Z', '2026-10-25T01:00:00.000Z'],
  ['2026-10-25T02:59', 'Europe/Madrid', '2026-10-25T00:59:00.000Z', '2026-10-25T01:59:00.000Z'],
  ['2026-11-01T01:30', 'America/New_York', '2026-11-01T05:30:00.000Z', '2026-11-01T06:30:00.000Z'],
  ['2026-04-05T01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z', '2026-04-04T15:15:00.000Z'],
])('%s happens twice in %s', (localTime, timeZone, earlier, later) => {
  const details = refusal({ localTime, timeZone });
  expect(details.code).toBe('time-ambiguous');
  expect(details.values?.earlier).not.toBe(details.values?.later);
  expect(resolveLocalTime({ localTime, timeZone, occurrence: 'earlier' }, now).toISOString()).toBe(earlier);
  expect(resolveLocalTime({ localTime, timeZone, occurrence: 'later' }, now).toISOString()).toBe(later);
});

test('both offsets of an overlap are named', () => {
  const details = refusal({ localTime: '2026-11-01T01:30', timeZone: 'America/New_York' });
  expect(details.values).toMatchObject({ earlier: '-04:00', later: '-05:00' });
});

test('now and before are past; a minute later is not', () => {
  const time = { localTime: '2026-06-01T09:00', timeZone: 'America/Bogota' };
  expect(refusal(time, new Date('2026-06-01T14:00:00Z')).code).toBe('time-past');
  expect(refusal(time, new Date('2026-06-01T14:00:01Z')).code).toBe('time-past');
  expect(resolveLocalTime(time, new Date('2026-06-01T13:59:59Z')).toISOString()).toBe(
    '2026-06-01T14:00:00.000Z',
  );
});

test.each(['', 'Bogota', 'America/Bogotá', '-05:00', '+02:00', 'Mars/Olympus', "UTC'; drop"])(
  'no zone: %j',
  (timeZone) => {
    expect(isTimeZone(timeZone)).toBe(false);
    expect(refusal({ localTime: '2026-06-01T09:00', timeZone }).code).toBe('time-zone-unknown');
  },
);

test.each([
  '',
  'tomorrow',
  '2026-02-30T09:00',
  '2026-06-01',
  '2026-06-01T24:00',
  '2026-06-01T09:00Z',
  '2026-6-1T9:00',
])('no time: %j', (localTime) => {
  expect(refusal({ localTime, timeZone: 'America/Bogota' }).code).toBe('time-invalid');
});
