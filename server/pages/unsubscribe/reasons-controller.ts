import type { Core } from '@strapi/strapi';

import { LANGUAGES, type LeaveReasonsResponse } from '../../../contracts';
import { institutionOf } from '../../config';
import { csvStream } from '../../contacts';
import { idSchema, parse, z } from '../../lib/validate';
import { textsIn } from '../page/texts';
import { answersOf, reasonsOf } from './reasons';

type Context = Parameters<Core.ControllerHandler>[0];

const fileSchema = z.strictObject({
  language: z.enum(LANGUAGES).optional(),
  separator: z.enum([';', ',']).optional(),
});

const idOf = (ctx: Context): number => parse(idSchema, (ctx.params as { id: string }).id);

const HEADERS = {
  es: ['Motivo', 'Con sus palabras', 'Fecha'],
  en: ['Reason', 'In their own words', 'Date'],
} as const;

/** Why people left, for editors. */
export const createReasonsController = ({ strapi }: { strapi: Core.Strapi }) => ({
  async find(ctx: Context) {
    ctx.body = { data: await reasonsOf(strapi, idOf(ctx)) } satisfies LeaveReasonsResponse;
  },

  async csv(ctx: Context) {
    const query = parse(fileSchema, ctx.query);
    const id = idOf(ctx);
    const language = query.language ?? (await institutionOf(strapi)).language;
    const say = textsIn(language);
    const answers = await answersOf(strapi, id);
    const lines = answers.map(({ reason, words, givenAt }) => [say(`why.${reason}`), words ?? '', givenAt]);
    ctx.attachment(`${language === 'es' ? 'motivos' : 'reasons'}-${id}.csv`);
    ctx.set('Cache-Control', 'private, no-cache');
    ctx.type = 'text/csv; charset=utf-8';
    const separator = query.separator ?? (language === 'es' ? ';' : ',');
    ctx.body = csvStream(HEADERS[language], onePage(lines), separator);
  },
});

// eslint-disable-next-line @typescript-eslint/require-await -- an async iterable is what the stream reads
async function* onePage<T>(page: T) {
  yield page;
}
