import { WEEKDAYS, type SendingRules, type Weekday } from '../../../../contracts';

/** The rules as they are edited: hours and limit are kept while they are turned off, and may be incomplete. */
export interface RulesDraft {
  enabled: boolean;
  days: Record<Weekday, DayDraft>;
  skipHolidays: boolean;
  limited: boolean;
  quota: number | undefined;
}

export interface DayDraft {
  open: boolean;
  /** `HH:mm`, or empty. */
  from: string;
  to: string;
}

const USUAL = { from: '08:00', to: '18:00' };
/** The server counts in 32 bits. */
const MOST = 2_147_483_647;

const eachDay = <T>(make: (day: Weekday) => T): Record<Weekday, T> =>
  Object.fromEntries(WEEKDAYS.map((day) => [day, make(day)])) as Record<Weekday, T>;

export const toDraft = ({ window, monthlyQuota }: SendingRules): RulesDraft => ({
  enabled: window.enabled,
  days: eachDay((day) => ({ open: window.hours[day] !== null, ...(window.hours[day] ?? USUAL) })),
  skipHolidays: window.skipHolidays,
  limited: monthlyQuota !== null,
  quota: monthlyQuota ?? undefined,
});

/** As the server takes it. Hours that nobody asks about any more must not stand in its way. */
export const fromDraft = ({ enabled, days, skipHolidays, limited, quota }: RulesDraft): SendingRules => ({
  window: {
    enabled,
    hours: eachDay((day) => {
      const { open, from, to } = days[day];
      return open && isRight(days[day]) ? { from, to } : null;
    }),
    skipHolidays,
  },
  monthlyQuota: limited ? (quota ?? null) : null,
});

const isRight = ({ from, to }: DayDraft): boolean => from !== '' && to !== '' && from < to;

export type Problems = Partial<Record<Weekday | 'quota', string>>;

/** What is wrong, by weekday or `quota`, as keys of the translations. */
export function rulesProblems({ enabled, days, limited, quota }: RulesDraft): Problems {
  const problems: Problems = {};
  for (const day of WEEKDAYS) {
    if (!enabled || !days[day].open || isRight(days[day])) continue;
    const { from, to } = days[day];
    problems[day] = from && to ? 'settings.window.order' : 'settings.window.incomplete';
  }
  if (limited && !(quota && Number.isInteger(quota) && quota > 0 && quota <= MOST))
    problems.quota = 'settings.quota.invalid';
  return problems;
}

/** True where nothing would ever leave. */
export const neverOpens = ({ enabled, days }: RulesDraft): boolean =>
  enabled && WEEKDAYS.every((day) => !days[day].open);
