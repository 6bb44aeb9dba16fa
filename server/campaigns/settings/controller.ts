import type { Core } from '@strapi/strapi';

import { LANGUAGES, type Institution, type Settings } from '../../../contracts';
import { configOf, institutionOf, saveInstitution } from '../../config';
import { parse, z } from '../../lib/validate';
import type { Context } from '../campaign/controller';
import { line, timeZoneField } from '../campaign/input';

const webAddress = z
  .url({ protocol: /^https?$/, error: 'Write a web address that starts with https://.' })
  .max(500);

const institutionInput = z.strictObject({
  name: line(200),
  /** As on an envelope, in several lines. */
  postalAddress: z.string().trim().max(500),
  websiteUrl: webAddress.nullable(),
  color: z.string().regex(/^#[0-9a-f]{6}$/i, 'Write a colour as #rrggbb.'),
  language: z.enum(LANGUAGES),
  timeZone: timeZoneField,
} satisfies Record<keyof Institution, unknown>);

async function settingsOf(strapi: Core.Strapi): Promise<Settings> {
  const { queue, publicUrl, archive } = configOf(strapi);
  return {
    institution: await institutionOf(strapi),
    queue: { driver: queue.driver },
    publicUrl: publicUrl ?? String(strapi.config.get('server.absoluteUrl')),
    archive: archive.enabled,
  };
}

export const createSettingsController = ({ strapi }: { strapi: Core.Strapi }) => ({
  async get(ctx: Context) {
    ctx.body = { data: await settingsOf(strapi) };
  },
  async update(ctx: Context) {
    await saveInstitution(strapi, parse(institutionInput, ctx.request.body));
    ctx.body = { data: await settingsOf(strapi) };
  },
});
