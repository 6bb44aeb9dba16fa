import { DateTime, IANAZone } from 'luxon';

import { WEEKDAYS, type Holiday, type SendingWindow, type WindowState } from '../../../../contracts';
import { firstInstant } from '../../../lib/wall-clock';
import type { HolidayCalendar } from '../holidays/calendar';

/** How far ahead the next opening is looked for. */
const DAYS_AHEAD = 400;

const ALWAYS: WindowState = { open: true, reason: null, holiday: null, opensAt: null, closesAt: null };

/** What one day allows: hours as instants, or why it has none. */
type Day =
  | { from: number; to: number }
  | { from: null; reason: 'hours'; holiday: null }
  | { from: null; reason: 'holiday'; holiday: Holiday };

const iso = (instant: number): string => new Date(instant).toISOString();

/**
 * Whether e-mails may leave now. A day is open from the first moment at which the clocks show `from` or later to the
 * first at which they show `to` or later: an hour that is skipped or happens twice changes its length, nothing else.
 * @param timeZone IANA name, on whose clocks the hours are.
 */
export function windowState(
  { enabled, hours, skipHolidays }: SendingWindow,
  calendar: Pick<HolidayCalendar, 'on'>,
  timeZone: string,
  now: Date,
): WindowState {
  if (!enabled) return ALWAYS;
  const zone = IANAZone.create(timeZone);
  const today = DateTime.fromJSDate(now, { zone });

  const dayOf = (date: DateTime): Day => {
    const open = hours[WEEKDAYS[date.weekday - 1] as (typeof WEEKDAYS)[number]];
    const name = date.toISODate() as string;
    const holiday = open && skipHolidays ? calendar.on(name) : null;
    if (holiday) return { from: null, reason: 'holiday', holiday };
    if (!open) return { from: null, reason: 'hours', holiday: null };
    const instant = (time: string): number => firstInstant(Date.parse(`${name}T${time}Z`), zone).instant;
    return { from: instant(open.from), to: instant(open.to) };
  };

  const day = dayOf(today);
  const at = now.getTime();
  if (day.from !== null && at >= day.from && at < day.to) return { ...ALWAYS, closesAt: iso(day.to) };
  const { reason, holiday } = day.from === null ? day : { reason: 'hours' as const, holiday: null };
  return { open: false, reason, holiday, opensAt: nextOpening(), closesAt: null };

  function nextOpening(): string | null {
    for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
      const next = dayOf(today.plus({ days: ahead }));
      if (next.from !== null && next.from > at && next.from < next.to) return iso(next.from);
    }
    return null;
  }
}
