/**
 * Wall-clock times of a time zone, without a library: the browser knows the rules of every IANA zone.
 * A wall-clock time is written `YYYY-MM-DDTHH:mm`, as in the schedule request.
 */

const MINUTE = 60_000;
const DAY = 86_400_000;

const wallClock = new Map<string, Intl.DateTimeFormat>();

function wallClockFormat(timeZone: string): Intl.DateTimeFormat {
  const known = wallClock.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  wallClock.set(timeZone, format);
  return format;
}

/** What the clocks of `timeZone` show at `instant`. */
export function toLocalTime(instant: Date, timeZone: string): string {
  const part = Object.fromEntries(
    wallClockFormat(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}`;
}

/**
 * The instants at which the clocks of `timeZone` show `localTime`, earliest first: one as a rule, none where the
 * clocks jump over it, two where they are put back. None for a malformed time.
 */
export function instantsOf(localTime: string, timeZone: string): Date[] {
  const asUtc = Date.parse(`${localTime}Z`);
  if (Number.isNaN(asUtc)) return [];
  const offsetAt = (time: number): number => {
    const whole = Math.floor(time / MINUTE) * MINUTE;
    return Date.parse(`${toLocalTime(new Date(whole), timeZone)}Z`) - whole;
  };
  // Clocks change by hours, seldom: a day before and a day after see the offsets on both sides of a change.
  const offsets = [...new Set([offsetAt(asUtc - DAY), offsetAt(asUtc + DAY)])];
  return offsets
    .map((offset) => new Date(asUtc - offset))
    .filter((candidate) => toLocalTime(candidate, timeZone) === localTime)
    .sort((a, b) => a.getTime() - b.getTime());
}

export type ScheduleState =
  | { state: 'incomplete' | 'missing' }
  | { state: 'ambiguous'; twice: Twice }
  | { state: 'past' | 'ready'; instant: Date; twice: Twice | null };

/** Both instants of a time that the clocks show twice. */
export interface Twice {
  earlier: Date;
  later: Date;
}

/** What a choice of date, time, zone and occurrence comes to, before the server is asked. */
export function scheduleState(
  choice: { date: string; time: string; timeZone: string; occurrence?: 'earlier' | 'later' },
  now: Date,
): ScheduleState {
  if (!choice.date || !choice.time) return { state: 'incomplete' };
  const [earlier, later] = instantsOf(`${choice.date}T${choice.time}`, choice.timeZone);
  if (!earlier) return { state: 'missing' };
  const twice = later ? { earlier, later } : null;
  if (twice && !choice.occurrence) return { state: 'ambiguous', twice };
  const instant = twice && choice.occurrence ? twice[choice.occurrence] : earlier;
  return { state: instant <= now ? 'past' : 'ready', instant, twice };
}

/** The zone of the person at this screen. */
export const viewerTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The design system's date field reads its value in UTC … */
export const toPickedDate = (date: string): Date => new Date(`${date}T00:00:00.000Z`);

/** … and answers midnight of the chosen day on the viewer's clocks. */
export const fromPickedDate = (picked: Date): string => {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${picked.getFullYear()}-${two(picked.getMonth() + 1)}-${two(picked.getDate())}`;
};

/** `HH:mm` from the time field, which writes midnight as 24:00 in some languages; empty where it is no time. */
export const normalTime = (picked: string): string => {
  const [, hours, minutes] = picked.match(/^(\d{1,2}):(\d{2})$/) ?? [];
  return hours === undefined ? '' : `${String(Number(hours) % 24).padStart(2, '0')}:${minutes}`;
};
