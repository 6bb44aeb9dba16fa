import type { Core } from '@strapi/strapi';
import { DateTime } from 'luxon';

import { WEEKDAYS, type SendingRules, type SendingRulesState, type Weekday } from '../../../contracts';
import { configOf, institutionOf, saveSendingRules, sendingRulesOf } from '../../config';
import { holidayCalendar, windowState } from '../../delivery';
import { clock } from '../../lib/clock';
import { parse, z } from '../../lib/validate';
import type { Context } from '../campaign/controller';
import { quotaState } from './quota';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time as HH:mm, such as 07:00.');

const hours = z
  .strictObject({ from: time, to: time })
  .refine(({ from, to }) => from < to, { path: ['to'], error: 'Choose an end after the start.' })
  .nullable();

const rulesInput = z.strictObject({
  window: z.strictObject({
    enabled: z.boolean(),
    hours: z.strictObject(
      Object.fromEntries(WEEKDAYS.map((day) => [day, hours])) as Record<Weekday, typeof hours>,
    ),
    skipHolidays: z.boolean(),
  }),
  /** The counters are 32-bit integers. */
  monthlyQuota: z.number().int().min(1).max(2_147_483_647).nullable(),
} satisfies Record<keyof SendingRules, unknown>);

async function stateOf(strapi: Core.Strapi): Promise<SendingRulesState> {
  const now = clock.now();
  const rules = await sendingRulesOf(strapi);
  const { timeZone } = await institutionOf(strapi);
  const calendar = holidayCalendar(configOf(strapi).holidays);
  const today = DateTime.fromJSDate(now, { zone: timeZone }).toISODate() as string;
  return {
    rules,
    window: windowState(rules.window, calendar, timeZone, now),
    holidays: calendar.yearFrom(today),
    quota: await quotaState(strapi, now),
  };
}

export const createSendingRulesController = ({ strapi }: { strapi: Core.Strapi }) => ({
  async get(ctx: Context) {
    ctx.body = { data: await stateOf(strapi) };
  },
  async update(ctx: Context) {
    await saveSendingRules(strapi, parse(rulesInput, ctx.request.body));
    ctx.body = { data: await stateOf(strapi) };
  },
});
