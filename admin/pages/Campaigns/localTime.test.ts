import {
  fromPickedDate,
  instantsOf,
  normalTime,
  scheduleState,
  toLocalTime,
  toPickedDate,
} from './localTime';

const iso = (dates: Date[]): string[] => dates.map((date) => date.toISOString());

describe('wall-clock times', () => {
  it.each([
    ['Bogotá has no summer time', '2026-12-01T09:00', 'America/Bogota', ['2026-12-01T14:00:00.000Z']],
    ['UTC', '2026-12-01T09:00', 'UTC', ['2026-12-01T09:00:00.000Z']],
    ['midnight is 00, not 24', '2026-12-01T00:00', 'America/Bogota', ['2026-12-01T05:00:00.000Z']],
    ['summer in Madrid', '2026-07-01T09:00', 'Europe/Madrid', ['2026-07-01T07:00:00.000Z']],
    ['winter in Madrid', '2026-12-01T09:00', 'Europe/Madrid', ['2026-12-01T08:00:00.000Z']],
    ['half-hour zone', '2026-12-01T09:00', 'Asia/Kolkata', ['2026-12-01T03:30:00.000Z']],
    ['the hour that Madrid jumps over', '2026-03-29T02:30', 'Europe/Madrid', []],
    ['just before the jump', '2026-03-29T01:59', 'Europe/Madrid', ['2026-03-29T00:59:00.000Z']],
    ['just after the jump', '2026-03-29T03:00', 'Europe/Madrid', ['2026-03-29T01:00:00.000Z']],
    [
      'the hour that Madrid has twice',
      '2026-10-25T02:30',
      'Europe/Madrid',
      ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z'],
    ],
    [
      'the hour that New York has twice',
      '2026-11-01T01:15',
      'America/New_York',
      ['2026-11-01T05:15:00.000Z', '2026-11-01T06:15:00.000Z'],
    ],
    ['Lord Howe moves by half an hour', '2026-10-04T02:15', 'Australia/Lord_Howe', []],
    ['not a date', '2026-02-31T09:00', 'America/Bogota', []],
    ['nothing', '', 'America/Bogota', []],
  ])('%s', (_name, localTime, zone, expected) => {
    expect(iso(instantsOf(localTime, zone))).toEqual(expected);
  });

  it('goes there and back', () => {
    expect(toLocalTime(new Date('2026-12-01T14:00:59.000Z'), 'America/Bogota')).toBe('2026-12-01T09:00');
    expect(toLocalTime(new Date('2026-12-01T05:00:00.000Z'), 'America/Bogota')).toBe('2026-12-01T00:00');
  });
});

describe('what a choice comes to', () => {
  const now = new Date('2026-10-24T12:00:00.000Z');
  const twice = { date: '2026-10-25', time: '02:30', timeZone: 'Europe/Madrid' };

  it.each([
    ['no time yet', { date: '2026-10-25', time: '', timeZone: 'UTC' }, 'incomplete'],
    ['no date yet', { date: '', time: '09:00', timeZone: 'UTC' }, 'incomplete'],
    ['a gap', { date: '2026-03-29', time: '02:30', timeZone: 'Europe/Madrid' }, 'missing'],
    ['an hour that happens twice', twice, 'ambiguous'],
    ['this very minute', { date: '2026-10-24', time: '12:00', timeZone: 'UTC' }, 'past'],
    ['the next minute', { date: '2026-10-24', time: '12:01', timeZone: 'UTC' }, 'ready'],
  ])('%s', (_name, choice, state) => {
    expect(scheduleState(choice, now).state).toBe(state);
  });

  it('takes the occurrence that was chosen', () => {
    expect(scheduleState({ ...twice, occurrence: 'earlier' }, now)).toMatchObject({
      state: 'ready',
      instant: new Date('2026-10-25T00:30:00.000Z'),
    });
    expect(scheduleState({ ...twice, occurrence: 'later' }, now)).toMatchObject({
      state: 'ready',
      instant: new Date('2026-10-25T01:30:00.000Z'),
    });
  });
});

describe('the fields of the design system', () => {
  it('give back the day that was put in, whatever the viewer’s zone', () => {
    expect(toPickedDate('2026-12-01').toISOString()).toBe('2026-12-01T00:00:00.000Z');
    expect(fromPickedDate(new Date(2026, 11, 1))).toBe('2026-12-01');
  });

  it.each([
    ['24:15', '00:15'],
    ['9:05', '09:05'],
    ['23:59', '23:59'],
    ['', ''],
    ['9', ''],
  ])('read %p as %p', (picked, expected) => {
    expect(normalTime(picked)).toBe(expected);
  });
});
