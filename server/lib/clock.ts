/** The one place that asks what time it is, so that a test can answer instead. */
export const clock = {
  now: (): Date => new Date(),
};
