import { DateTime } from 'luxon';

import type { Instant, Language, Report } from '../../contracts';
import { words } from './words';

/** What stands where there is nothing: no text, or no base to take a percentage of. */
export const DASH = '–';

/** How a downloaded report writes numbers and times. */
export interface Format {
  /** `1.234` (es), `1,234` (en). */
  count(value: number): string;
  /** `12,5 %` (es), `12.5%` (en); null is a dash. */
  percent(value: number | null): string;
  /** Date and time on the clocks of the report's zone; null is "not yet". */
  instant(value: Instant | null): string;
  shortInstant(value: Instant): string;
  hour(value: Instant): string;
  /** `America/Bogota, UTC-05:00`, as it is at that instant. */
  zone(at: Instant): string;
}

export function formatOf(language: Language, timeZone: string): Format {
  const { locale, dateTime, shortDateTime, hour, notYet } = words[language];
  const integers = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const decimals = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const at = (value: Instant) => DateTime.fromISO(value, { zone: timeZone, locale });
  return {
    count: (value) => integers.format(value),
    percent: (value) =>
      value === null ? DASH : `${decimals.format(value)}${language === 'es' ? '\u00a0%' : '%'}`,
    instant: (value) => (value === null ? notYet : at(value).toFormat(dateTime)),
    shortInstant: (value) => at(value).toFormat(shortDateTime),
    hour: (value) => at(value).toFormat(hour),
    zone: (value) => `${timeZone}, UTC${at(value).toFormat('ZZ')}`,
  };
}

export const senderOf = ({ fromName, fromAddress }: Report['campaign']): string =>
  fromAddress ? `${fromName} <${fromAddress}>`.trim() : fromName;
