import { WEEKDAYS, type SendingWindow } from '../../../../contracts';
import { outsideWindow } from './windowAt';

const hours = { from: '07:00', to: '19:00' };
const window: SendingWindow = {
  enabled: true,
  hours: {
    monday: hours,
    tuesday: hours,
    wednesday: hours,
    thursday: hours,
    friday: hours,
    saturday: { from: '08:00', to: '15:00' },
    sunday: null,
  },
  skipHolidays: true,
};
const immaculate = { date: '2026-12-08', name: { es: 'Inmaculada', en: 'Immaculate' } };

/** On the clocks of Bogotá, five hours behind. */
const ask = (local: string, given: Partial<SendingWindow> = {}) => {
  const found = outsideWindow(
    new Date(`${local}:00-05:00`),
    { ...window, ...given },
    [immaculate],
    'America/Bogota',
  );
  return found && { opensAt: found.opensAt?.toISOString() ?? null, holiday: found.holiday?.date ?? null };
};
const closed = (opens: string, holiday: string | null = null) => ({
  opensAt: new Date(`${opens}:00-05:00`).toISOString(),
  holiday,
});

it.each([
  ['a working hour', '2026-12-01T09:00', null],
  ['the first minute', '2026-12-01T07:00', null],
  ['the last minute', '2026-12-01T18:59', null],
  ['the end, which is out', '2026-12-01T19:00', closed('2026-12-02T07:00')],
  ['before work', '2026-12-01T06:59', closed('2026-12-01T07:00')],
  ['Saturday afternoon, over Sunday', '2026-12-05T15:30', closed('2026-12-07T07:00')],
  ['a holiday', '2026-12-08T10:00', closed('2026-12-09T07:00', '2026-12-08')],
  ['the evening before a holiday', '2026-12-07T20:00', closed('2026-12-09T07:00')],
])('%s', (_name, local, expected) => {
  expect(ask(local)).toEqual(expected);
});

it('holidays do not matter where they are not skipped, nor hours where the window is off', () => {
  expect(ask('2026-12-08T10:00', { skipHolidays: false })).toBeNull();
  expect(ask('2026-12-06T03:00', { enabled: false })).toBeNull();
});

it('a window without hours never opens', () => {
  const none = Object.fromEntries(WEEKDAYS.map((day) => [day, null])) as SendingWindow['hours'];
  expect(ask('2026-12-01T09:00', { hours: none })).toEqual({ opensAt: null, holiday: null });
});

it('opens when the clocks have jumped over its beginning', () => {
  const early = { ...window, hours: { ...window.hours, sunday: { from: '02:30', to: '10:00' } } };
  const found = outsideWindow(new Date('2026-03-28T22:00:00Z'), early, [], 'Europe/Madrid');
  expect(found?.opensAt?.toISOString()).toBe('2026-03-29T01:00:00.000Z');
});
