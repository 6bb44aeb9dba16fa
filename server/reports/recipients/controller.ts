import type { Core } from '@strapi/strapi';
import { DateTime } from 'luxon';

import { LANGUAGES, type RecipientHealthResponse } from '../../../contracts';
import { institutionOf } from '../../config';
import { service } from '../../lib/service';
import { parse, z } from '../../lib/validate';
import { recipientsCsv } from './csv';
import type { RecipientHealthService } from './service';
import { words } from './words';

type Context = Parameters<Core.ControllerHandler>[0];

const querySchema = z.strictObject({ search: z.string().trim().max(253).default('') });
const fileSchema = z.strictObject({
  language: z.enum(LANGUAGES).optional(),
  separator: z.enum([';', ',']).optional(),
});

/** Figures of the institution: for this person only, and asked for anew each time. */
const CACHE = 'private, no-cache';

export const createRecipientHealthController = ({ strapi }: { strapi: Core.Strapi }) => {
  const recipients = () => service<RecipientHealthService>(strapi, 'recipient-health');
  return {
    async get(ctx: Context) {
      const { search } = parse(querySchema, ctx.query);
      ctx.set('Cache-Control', CACHE);
      ctx.body = { data: await recipients().health(search) } satisfies RecipientHealthResponse;
    },
    async csv(ctx: Context) {
      const query = parse(fileSchema, ctx.query);
      const institution = await institutionOf(strapi);
      const language = query.language ?? institution.language;
      const { timeZone } = institution;
      const all = await recipients().all();
      const date = DateTime.fromISO(all.cutOff, { zone: timeZone }).toISODate() ?? '';
      ctx.attachment(`${words[language].fileName}-${date}.csv`);
      ctx.set('Cache-Control', CACHE);
      ctx.type = 'text/csv; charset=utf-8';
      ctx.body = recipientsCsv(all, timeZone, {
        language,
        separator: query.separator ?? (language === 'es' ? ';' : ','),
      });
    },
  };
};
