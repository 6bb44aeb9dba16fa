import type { IANAZone } from 'luxon';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** The longest gap on record is a whole day: Samoa crossed the date line in December 2011. */
const LONGEST_GAP_MINUTES = 25 * 60;

/**
 * The instants, in order, at which the clocks of a zone show a wall time: none in a gap, two in an overlap.
 * @param wall the wall time as if it were UTC, in epoch milliseconds; so everywhere in this file.
 */
export function instantsOf(wall: number, zone: IANAZone): number[] {
  const offsets = new Set([wall - DAY, wall + DAY].map((near) => zone.offset(near)));
  return [...offsets]
    .filter((offset) => zone.offset(wall - offset * MINUTE) === offset)
    .map((offset) => wall - offset * MINUTE)
    .sort((a, b) => a - b);
}

/** The first instant at which the clocks show a wall time (in whole minutes), or the next one that exists. */
export function firstInstant(wall: number, zone: IANAZone): { wall: number; instant: number } {
  for (let minutes = 0; minutes <= LONGEST_GAP_MINUTES; minutes += 1) {
    const shown = wall + minutes * MINUTE;
    const [instant] = instantsOf(shown, zone);
    if (instant !== undefined) return { wall: shown, instant };
  }
  throw new Error(`No valid time found in ${zone.name} after a gap`);
}
