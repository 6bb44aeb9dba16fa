import { DateTime } from 'luxon';

import type { Holiday } from '../../../../contracts';
import type { PluginConfig } from '../../../config';
import { colombianHolidays } from './colombia';

const CALENDARS: Record<PluginConfig['holidays']['calendar'], (year: number) => Holiday[]> = {
  CO: colombianHolidays,
  none: () => [],
};

const EXTRA: Holiday['name'] = { en: 'Day without sending', es: 'Día sin envíos' };

/** The holidays of the configured calendar and the further days, one entry per day. */
export interface HolidayCalendar {
  /** @param date `YYYY-MM-DD` */
  on(date: string): Holiday | null;
  /** Of the twelve months that begin with `date`, in order. */
  yearFrom(date: string): Holiday[];
}

export function holidayCalendar({ calendar, dates = [] }: PluginConfig['holidays']): HolidayCalendar {
  const years = new Map<number, Map<string, Holiday>>();

  const inYear = (year: number): Map<string, Holiday> => {
    const known = years.get(year);
    if (known) return known;
    const extra = dates
      .filter((date) => date.startsWith(`${year}-`))
      .map((date): Holiday => ({ date, name: EXTRA }));
    const days = new Map<string, Holiday>();
    for (const { date, name } of [...CALENDARS[calendar](year), ...extra]) {
      const other = days.get(date)?.name;
      // What falls on one day shares an entry; a further day that is a holiday anyway keeps its name.
      if (other && name === EXTRA) continue;
      const both = other && { en: `${other.en} · ${name.en}`, es: `${other.es} · ${name.es}` };
      days.set(date, { date, name: both ?? name });
    }
    years.set(year, days);
    return days;
  };

  return {
    on: (date) => inYear(Number(date.slice(0, 4))).get(date) ?? null,
    yearFrom(date) {
      const start = DateTime.fromISO(date, { zone: 'utc' });
      const end = start.plus({ years: 1 }).toISODate() as string;
      return [start.year, start.year + 1]
        .flatMap((year) => [...inYear(year).values()])
        .filter((holiday) => holiday.date >= date && holiday.date < end)
        .sort((a, b) => a.date.localeCompare(b.date));
    },
  };
}
