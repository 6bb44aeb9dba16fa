import { WEEKDAYS, type Holiday, type SendingWindow } from '../../../../contracts';
import { instantsOf, toLocalTime } from '../localTime';

/** Why a moment lies outside of the sending window, and when it opens next. */
export interface OutsideWindow {
  holiday: Holiday | null;
  /** Null: within a year it does not. */
  opensAt: Date | null;
}

const DAY = 86_400_000;
const DAYS_AHEAD = 366;
/** Clocks jump by an hour or less, with very few exceptions. */
const LONGEST_GAP_MINUTES = 120;

const nextDay = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + DAY).toISOString().slice(0, 10);

/** The instant at which the clocks show a time, or the first one that they show after it. */
function shownAt(localTime: string, timeZone: string): Date | null {
  const wall = Date.parse(`${localTime}Z`);
  for (let minutes = 0; minutes <= LONGEST_GAP_MINUTES; minutes += 1) {
    const shown = new Date(wall + minutes * 60_000).toISOString().slice(0, 16);
    const [instant] = instantsOf(shown, timeZone);
    if (instant) return instant;
  }
  return null;
}

/**
 * Whether e-mails may leave at a moment that a person is choosing, before the server is asked.
 * @param timeZone on whose clocks the hours are: the institution's.
 * @returns null where they may.
 */
export function outsideWindow(
  instant: Date,
  { enabled, hours, skipHolidays }: SendingWindow,
  holidays: readonly Holiday[],
  timeZone: string,
): OutsideWindow | null {
  if (!enabled) return null;
  const holidayOn = (date: string): Holiday | null =>
    skipHolidays ? (holidays.find((holiday) => holiday.date === date) ?? null) : null;
  const hoursOn = (date: string) => {
    const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
    return holidayOn(date) ? null : hours[WEEKDAYS[weekday] as (typeof WEEKDAYS)[number]];
  };

  const [today = '', time = ''] = toLocalTime(instant, timeZone).split('T');
  const now = hoursOn(today);
  if (now && now.from <= time && time < now.to) return null;
  const holiday = holidayOn(today);
  let date = today;
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
    const from = hoursOn(date)?.from;
    if (from && (ahead > 0 || time < from)) return { holiday, opensAt: shownAt(`${date}T${from}`, timeZone) };
    date = nextDay(date);
  }
  return { holiday, opensAt: null };
}
