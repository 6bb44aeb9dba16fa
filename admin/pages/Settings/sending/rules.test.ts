import type { SendingRules } from '../../../../contracts';
import { fromDraft, neverOpens, rulesProblems, toDraft, type RulesDraft } from './rules';

const hours = { from: '07:00', to: '19:00' };
const rules: SendingRules = {
  window: {
    enabled: true,
    hours: {
      monday: hours,
      tuesday: hours,
      wednesday: hours,
      thursday: hours,
      friday: hours,
      saturday: { from: '08:00', to: '15:00' },
      sunday: null,
    },
    skipHolidays: true,
  },
  monthlyQuota: 120_000,
};
const draft = (change: Partial<RulesDraft> = {}): RulesDraft => ({ ...toDraft(rules), ...change });
const monday = (day: Partial<RulesDraft['days']['monday']>) => ({
  ...draft().days,
  monday: { ...draft().days.monday, ...day },
});

it('gives back what it was given', () => {
  expect(fromDraft(toDraft(rules))).toEqual(rules);
  expect(fromDraft(toDraft({ ...rules, monthlyQuota: null })).monthlyQuota).toBeNull();
});

it.each<[string, Partial<RulesDraft>, object]>([
  ['nothing', {}, {}],
  ['an end before the start', { days: monday({ to: '06:00' }) }, { monday: 'settings.window.order' }],
  ['no time between the two', { days: monday({ to: '07:00' }) }, { monday: 'settings.window.order' }],
  ['a time that was cleared', { days: monday({ from: '' }) }, { monday: 'settings.window.incomplete' }],
  ['not of a day without sending', { days: monday({ open: false, from: '' }) }, {}],
  ['not of a window that is off', { enabled: false, days: monday({ from: '' }) }, {}],
  ['no number', { quota: undefined }, { quota: 'settings.quota.invalid' }],
  ['zero', { quota: 0 }, { quota: 'settings.quota.invalid' }],
  ['half an e-mail', { quota: 1.5 }, { quota: 'settings.quota.invalid' }],
  ['more than can be counted', { quota: 3_000_000_000 }, { quota: 'settings.quota.invalid' }],
  ['not of a limit that is off', { limited: false, quota: undefined }, {}],
])('finds %s', (_name, change, expected) => {
  expect(rulesProblems(draft(change))).toEqual(expected);
});

it('keeps the hours of a day that is closed and opened again', () => {
  const closed = draft({ days: monday({ open: false }) });
  expect(fromDraft(closed).window.hours.monday).toBeNull();
  expect(closed.days.monday).toMatchObject(hours);
});

it('does not let hours of a window that is off stand in the way of saving', () => {
  const off = draft({ enabled: false, days: monday({ from: '20:00' }) });
  expect(fromDraft(off).window.hours.monday).toBeNull();
});

it('notices a window that never opens', () => {
  const closed = { open: false, from: '', to: '' };
  const days = Object.fromEntries(Object.keys(draft().days).map((day) => [day, closed]));
  expect(neverOpens(draft({ days: days as RulesDraft['days'] }))).toBe(true);
  expect(neverOpens(draft())).toBe(false);
});
