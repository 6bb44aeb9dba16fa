import type { Core } from '@strapi/strapi';
import { DateTime } from 'luxon';

import type { SettingProblem } from '../../../contracts';
import { configOf, institutionOf, sendingRulesOf } from '../../config';
import { holidayCalendar, windowState } from '../../delivery';
import { clock } from '../../lib/clock';
import { toDate } from '../../lib/database';
import type { CampaignRow } from '../campaign/store';
import { quotaState } from './quota';

const warning = (
  code: SettingProblem['code'],
  message: string,
  values: NonNullable<SettingProblem['values']>,
): SettingProblem => ({ code, severity: 'warning', field: 'settings', line: null, message, values });

async function windowWarning(strapi: Core.Strapi, leavesAt: Date): Promise<SettingProblem | null> {
  const { window } = await sendingRulesOf(strapi);
  const { timeZone } = await institutionOf(strapi);
  const { open, opensAt } = windowState(
    window,
    holidayCalendar(configOf(strapi).holidays),
    timeZone,
    leavesAt,
  );
  if (open) return null;
  if (!opensAt) {
    return warning('outside-window', 'The sending window never opens: no day has hours.', { timeZone });
  }
  const local = DateTime.fromISO(opensAt, { zone: timeZone }).toFormat('yyyy-MM-dd HH:mm');
  return warning(
    'outside-window',
    `E-mails leave only within the sending window: they wait until ${local} (${timeZone}).`,
    { opensAt, timeZone },
  );
}

async function quotaWarning(
  strapi: Core.Strapi,
  row: CampaignRow,
  recipients: number,
  leavesAt: Date,
): Promise<SettingProblem | null> {
  const { monthlyQuota } = await sendingRulesOf(strapi);
  if (monthlyQuota === null) return null;
  const { remaining, plannedTotal: planned } = await quotaState(strapi, leavesAt, row.id);
  if (remaining === null || recipients + planned <= remaining) return null;
  return warning(
    'quota-short',
    `The month's quota does not suffice: ${recipients} recipients here and ${planned} of other campaigns, and ${remaining} e-mails are left.`,
    { recipients, planned, remaining },
  );
}

/** What the sending rules will do to a campaign at its time, or now. They hold it up; they never refuse it. */
export async function ruleWarnings(
  strapi: Core.Strapi,
  row: CampaignRow,
  recipients: number,
): Promise<SettingProblem[]> {
  const now = clock.now();
  const scheduledAt = row.status === 'scheduled' ? toDate(row.scheduledAt) : null;
  const leavesAt = scheduledAt && scheduledAt > now ? scheduledAt : now;
  const found = [
    await windowWarning(strapi, leavesAt),
    await quotaWarning(strapi, row, recipients, leavesAt),
  ];
  return found.filter((problem) => problem !== null);
}
