import { estimate, type HoursAt } from './estimate';
import type { Waiting } from './store';

const at = (time: string) => new Date(`2026-11-24T${time}:00.000Z`);
const now = at('12:00');

const always: HoursAt = () => ({ open: true, opensAt: null, closesAt: null });
const never: HoursAt = () => ({ open: false, opensAt: null, closesAt: null });
/** From eight to one and from two to three, every day. */
const officeHours: HoursAt = (moment) => {
  const hour = moment.getUTCHours();
  const on = (hours: number) =>
    new Date(moment.getTime() - (moment.getTime() % 86_400_000) + hours * 3_600_000);
  if (hour < 8) return { open: false, opensAt: on(8), closesAt: null };
  if (hour < 13) return { open: true, opensAt: null, closesAt: on(13) };
  if (hour < 14) return { open: false, opensAt: on(14), closesAt: null };
  return hour < 15
    ? { open: true, opensAt: null, closesAt: on(15) }
    : { open: false, opensAt: on(32), closesAt: null };
};

const waiting = (given: Partial<Waiting>): Waiting => ({
  pending: 0,
  inFlight: 0,
  deferred: 0,
  lastAttemptAt: null,
  ...given,
});

test.each<[string, Waiting, number, HoursAt, { endsAt: Date; basis: string } | null]>([
  ['nothing left', waiting({}), 10, always, null],
  ['nothing answered in the last minute', waiting({ pending: 100 }), 0, always, null],
  [
    'what is left at the rate now',
    waiting({ pending: 500, inFlight: 80, deferred: 20, lastAttemptAt: at('12:00') }),
    10,
    always,
    { endsAt: at('12:01'), basis: 'rate' },
  ],
  [
    'the last retry where it comes after the others are through',
    waiting({ pending: 500, deferred: 100, lastAttemptAt: at('12:30') }),
    10,
    always,
    { endsAt: at('12:30'), basis: 'retries' },
  ],
  [
    'the last retry where only retries are left, whatever the rate',
    waiting({ deferred: 3, lastAttemptAt: at('14:05') }),
    0,
    always,
    { endsAt: at('14:05'), basis: 'retries' },
  ],
  [
    'a retry that is due',
    waiting({ deferred: 3, lastAttemptAt: at('11:00') }),
    0,
    always,
    { endsAt: now, basis: 'retries' },
  ],
  [
    'before the window closes',
    waiting({ pending: 3_600 }),
    1,
    officeHours,
    { endsAt: at('13:00'), basis: 'rate' },
  ],
  [
    'past the hours in which the window is closed',
    waiting({ pending: 2 * 3_600 }),
    1,
    officeHours,
    { endsAt: at('15:00'), basis: 'window' },
  ],
  [
    'past a night',
    waiting({ pending: 3 * 3_600 }),
    1,
    officeHours,
    { endsAt: new Date('2026-11-25T09:00:00.000Z'), basis: 'window' },
  ],
  [
    'a retry that falls into closed hours',
    waiting({ deferred: 1, lastAttemptAt: at('13:10') }),
    0,
    officeHours,
    { endsAt: at('14:00'), basis: 'window' },
  ],
  ['a window that never opens', waiting({ pending: 10 }), 1, never, null],
  ['years of work', waiting({ pending: 100_000_000 }), 1, officeHours, null],
])('%s', (_name, left, rate, hours, expected) => {
  const found = estimate(left, rate, hours, now);
  expect(found && { ...found, endsAt: new Date(found.endsAt) }).toEqual(expected);
});

test('a closed window tells when it goes on although nothing is answered', () => {
  expect(estimate(waiting({ pending: 10 }), 0, officeHours, at('13:30'))).toEqual({
    endsAt: at('14:00').toISOString(),
    basis: 'window',
  });
});
