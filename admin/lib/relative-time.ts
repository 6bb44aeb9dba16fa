const UNITS = [
  { unit: 'year', seconds: 31_536_000 },
  { unit: 'month', seconds: 2_592_000 },
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
] as const;

export interface RelativeParts {
  value: number;
  unit: (typeof UNITS)[number]['unit'] | 'second';
}

/** The largest unit that fits at least once, negative for the past; below a minute always `0 second` ("now"). */
export const relativeParts = (then: Date, now: Date): RelativeParts => {
  const seconds = (then.getTime() - now.getTime()) / 1000;
  const fitting = UNITS.find((candidate) => Math.abs(seconds) >= candidate.seconds);
  return fitting
    ? { value: Math.trunc(seconds / fitting.seconds), unit: fitting.unit }
    : { value: 0, unit: 'second' };
};

/** The next time of something that repeats itself is worth telling only until it comes. */
export const isToCome = (instant: string): boolean => new Date(instant) > new Date();
