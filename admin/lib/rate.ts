/** E-mails over a span in which a person can imagine them: 35 a second, 18 a minute. */
export interface Rate {
  value: number;
  per: 'second' | 'minute' | 'hour';
}

/** Whole numbers from ten on, tenths below; null where nothing moves. */
export function rateOf(perSecond: number): Rate | null {
  if (perSecond <= 0) return null;
  const rounded = (value: number) => (value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
  if (perSecond >= 1) return { value: rounded(perSecond), per: 'second' };
  const perMinute = perSecond * 60;
  return perMinute >= 1
    ? { value: rounded(perMinute), per: 'minute' }
    : { value: rounded(perMinute * 60), per: 'hour' };
}
