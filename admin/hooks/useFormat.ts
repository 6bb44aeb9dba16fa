import { useMemo } from 'react';
import { useIntl } from 'react-intl';

import type { Instant } from '../../contracts';
import { relativeParts } from '../lib/relative-time';

/** Dates and numbers as the person reads them. `timeZone` is an IANA name; without it the browser's is used. */
export const useFormat = () => {
  const intl = useIntl();
  return useMemo(
    () => ({
      /** e.g. `1 Dec 2026, 09:00` */
      dateTime: (instant: Instant, timeZone?: string) =>
        intl.formatDate(instant, { dateStyle: 'medium', timeStyle: 'short', ...(timeZone && { timeZone }) }),
      date: (instant: Instant, timeZone?: string) =>
        intl.formatDate(instant, { dateStyle: 'medium', ...(timeZone && { timeZone }) }),
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
