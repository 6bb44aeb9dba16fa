import type { Core } from '@strapi/strapi';

import type { BounceSettings } from '../../../contracts';
import { alarmRecipientsOf, configOf, saveAlarmRecipients } from '../../config';
import { parseAddress } from '../../lib/address';
import { idSchema, pageQuerySchema, parse, z } from '../../lib/validate';
import { listAlarms, seeAlarms } from '../alarms/read';
import type { AdminContext } from './context';

const listSchema = pageQuerySchema(['raisedAt'], 'desc').extend({
  seen: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
});

const seenSchema = z.union([
  z.strictObject({ ids: z.array(idSchema).min(1).max(500) }),
  z.strictObject({ all: z.literal(true) }),
]);

const address = z.string().transform((text, check) => {
  const parsed = parseAddress(text);
  if (parsed) return parsed.address;
  check.addIssue({ code: 'custom', message: 'Write one e-mail address, such as ana.rojas@example.org.' });
  return z.NEVER;
});
const settingsSchema = z.strictObject({ alarmRecipients: z.array(address).max(20) });

async function settingsOf(strapi: Core.Strapi): Promise<BounceSettings> {
  const { soft, complaints, blocks, evidence } = configOf(strapi).bounces;
  return {
    alarmRecipients: await alarmRecipientsOf(strapi),
    rules: { soft, complaints, blocks, evidence },
  };
}

export const createAlarmController = ({ strapi }: { strapi: Core.Strapi }) => ({
  async find(ctx: AdminContext) {
    ctx.body = await listAlarms(strapi, parse(listSchema, ctx.query));
  },

  async see(ctx: AdminContext) {
    const chosen = parse(seenSchema, ctx.request.body);
    const changed = await seeAlarms(strapi, 'ids' in chosen ? chosen.ids : null, ctx.state.user.id);
    ctx.body = { data: { changed } };
  },

  async settings(ctx: AdminContext) {
    ctx.body = { data: await settingsOf(strapi) };
  },

  async saveSettings(ctx: AdminContext) {
    const { alarmRecipients } = parse(settingsSchema, ctx.request.body);
    await saveAlarmRecipients(strapi, [...new Set(alarmRecipients)]);
    ctx.body = { data: await settingsOf(strapi) };
  },
});
