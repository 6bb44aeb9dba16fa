import { useMemo } from 'react';
import { useIntl } from 'react-intl';

import type { Instant } from '../../contracts';
import { relativeParts } from '../lib/relative-time';

const CLOCK = { hour: 'numeric', minute: '2-digit' } as const;

/** Dates and numbers as the person reads them. `timeZone` is an IANA name; without it the browser's is used. */
export const useFormat = () => {
  const intl = useIntl();
  return useMemo(
    () => ({
      /** For texts that come in both languages of the plugin; English stands in for every other. */
      language: intl.locale.startsWith('es') ? ('es' as const) : ('en' as const),
      /** e.g. `1 Dec 2026, 09:00` */
      dateTime: (instant: Instant, timeZone?: string) =>
        intl.formatDate(instant, { dateStyle: 'medium', timeStyle: 'short', ...(timeZone && { timeZone }) }),
      date: (instant: Instant, timeZone?: string) =>
        intl.formatDate(instant, { dateStyle: 'medium', ...(timeZone && { timeZone }) }),
      /** A moment that is near: `14:05` today, `Wed, 25 Nov, 08:00` otherwise. */
      moment: (instant: Instant, timeZone?: string) => {
        const zone = timeZone && { timeZone };
        const day = (value: Instant | Date) => intl.formatDate(value, { dateStyle: 'short', ...zone });
        return day(instant) === day(new Date())
          ? intl.formatDate(instant, { ...CLOCK, ...zone })
          : intl.formatDate(instant, { weekday: 'short', day: 'numeric', month: 'short', ...CLOCK, ...zone });
      },
      /** A day of the calendar, from `YYYY-MM-DD`: `Tue, 8 Dec 2026`. */
      day: (date: string) =>
        intl.formatDate(`${date}T00:00:00Z`, {
          weekday: 'short',
          day: 'numeric',
          month: 'short',
          year: 'numeric',
          timeZone: 'UTC',
        }),
      /** From `YYYY-MM`: `December 2026`. */
      month: (month: string) =>
        intl.formatDate(`${month}-01T00:00:00Z`, { month: 'long', year: 'numeric', timeZone: 'UTC' }),
      /** e.g. `3 hours ago` */
      relative: (instant: Instant, now: Date = new Date()) => {
        const { value, unit } = relativeParts(new Date(instant), now);
        return intl.formatRelativeTime(value, unit, { numeric: 'auto' });
      },
      number: (value: number) => intl.formatNumber(value),
      /** `percent` is already a percentage (12.5 → `12.5 %`); null has no base and shows a dash. */
      percent: (percent: number | null) =>
        percent === null
          ? '–'
          : intl.formatNumber(percent / 100, {
              style: 'percent',
              minimumFractionDigits: 1,
              maximumFractionDigits: 1,
            }),
    }),
    [intl],
  );
};
