import { DateTime, IANAZone } from 'luxon';

import { refused } from '../../lib/errors';
import { firstInstant, instantsOf } from '../../lib/wall-clock';

const FORMAT = "yyyy-MM-dd'T'HH:mm";

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

const nextValid = (wall: number, zone: IANAZone): string =>
  DateTime.fromMillis(firstInstant(wall, zone).wall, { zone: 'utc' }).toFormat(FORMAT);

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
