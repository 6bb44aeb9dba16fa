import { DateTime, IANAZone } from 'luxon';

import { refused } from '../../lib/errors';

const FORMAT = "yyyy-MM-dd'T'HH:mm";
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** The longest gap on record is a whole day: Samoa crossed the date line in December 2011. */
const LONGEST_GAP_MINUTES = 25 * 60;

export interface LocalTime {
  /** `YYYY-MM-DDTHH:mm` as the clocks on the wall show it. */
  localTime: string;
  /** IANA name. */
  timeZone: string;
  /** For an hour that happens twice: which one. */
  occurrence?: 'earlier' | 'later';
}

/** Names of the IANA database only: a bare offset such as `-05:00` would silently ignore summer time. */
export const isTimeZone = (name: string): boolean => /^[A-Za-z]/.test(name) && IANAZone.isValidZone(name);

/** @throws ApplicationError `time-zone-unknown` */
export function assertTimeZone(timeZone: string): void {
  if (isTimeZone(timeZone)) return;
  throw refused('time-zone-unknown', `"${timeZone}" is no time zone. Choose one such as America/Bogota.`, {
    values: { timeZone },
  });
}

/** The instants, in order, at which the clocks of the zone show the wall time: none in a gap, two in an overlap. */
function instantsOf(wall: number, zone: IANAZone): number[] {
  const offsets = new Set([wall - DAY, wall + DAY].map((near) => zone.offset(near)));
  return [...offsets]
    .filter((offset) => zone.offset(wall - offset * MINUTE) === offset)
    .map((offset) => wall - offset * MINUTE)
    .sort((a, b) => a - b);
}

function nextValid(wall: number, zone: IANAZone): string {
  for (let minutes = 1; minutes <= LONGEST_GAP_MINUTES; minutes += 1) {
    const later = wall + minutes * MINUTE;
    if (instantsOf(later, zone).length) return DateTime.fromMillis(later, { zone: 'utc' }).toFormat(FORMAT);
  }
  throw new Error(`No valid time found in ${zone.name} after a gap`);
}

/**
 * The instant that a wall-clock time means in a time zone.
 * @throws ApplicationError `time-zone-unknown`, `time-invalid` (no such date), `time-does-not-exist` (the clocks
 * jump over it; `values.next` is the next time that exists), `time-ambiguous` (it happens twice and `occurrence`
 * is missing; `values` hold both offsets), `time-past`.
 */
export function resolveLocalTime({ localTime, timeZone, occurrence }: LocalTime, now: Date): Date {
  assertTimeZone(timeZone);
  const values = { localTime, timeZone };
  const wall = DateTime.fromFormat(localTime, FORMAT, { zone: 'utc' });
  // The round trip refuses 24:00, which luxon reads as the next day.
  if (!wall.isValid || wall.toFormat(FORMAT) !== localTime) {
    throw refused('time-invalid', `"${localTime}" is no date and time. Write it as YYYY-MM-DDTHH:mm.`, {
      values,
    });
  }
  const zone = IANAZone.create(timeZone);
  const [earlier, later] = instantsOf(wall.toMillis(), zone);
  if (earlier === undefined) {
    const next = nextValid(wall.toMillis(), zone);
    throw refused(
      'time-does-not-exist',
      `The clocks of ${timeZone} jump over ${localTime}. Choose another time; the next one that exists is ${next}.`,
      { values: { ...values, next } },
    );
  }
  if (later !== undefined && !occurrence) {
    const offset = (instant: number) => zone.formatOffset(instant, 'short');
    throw refused(
      'time-ambiguous',
      `${localTime} happens twice in ${timeZone}. Say whether you mean the earlier (UTC${offset(earlier)}) or the later one (UTC${offset(later)}).`,
      { values: { ...values, earlier: offset(earlier), later: offset(later) } },
    );
  }
  const instant = new Date(later !== undefined && occurrence === 'later' ? later : earlier);
  if (instant <= now) {
    throw refused('time-past', `${localTime} in ${timeZone} is over. Choose a time in the future.`, {
      values,
    });
  }
  return instant;
}
