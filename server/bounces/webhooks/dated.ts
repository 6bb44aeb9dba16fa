import { Refused, type Moment } from './provider';

/** Clocks differ by so much. */
const AHEAD_MS = 5 * 60_000;

/** @throws Refused `old` for what was signed too long ago, in the future or at no time. */
export function checkAge(at: Date | null, { now, maxAgeMs }: Moment): void {
  const age = at ? now.getTime() - at.getTime() : Number.NaN;
  if (!(age <= maxAgeMs && age >= -AHEAD_MS)) throw new Refused('old');
}

/** Who signs anew each time that they try. */
const HOUR_MS = 3_600_000;
export const withinAnHour = (moment: Moment): Moment => ({
  ...moment,
  maxAgeMs: Math.min(moment.maxAgeMs, HOUR_MS),
});
