import type { Core } from '@strapi/strapi';

import { LANGUAGES } from '../../../contracts';
import { idSchema, pageQuerySchema, parse, z } from '../../lib/validate';
import { frameIn } from '../page/frame';
import { documentOf } from '../page/respond';
import { formPage } from '../subscribe/page';
import { viewOf } from '../subscribe/view';
import { definitionSchema, formInputSchema } from './input';
import { DEFAULT_SLUG, FORM_SORTS, formsOf, type StoredForm } from './service';
import { snippetsOf } from './snippets';

interface AdminContext {
  params: Record<string, string>;
  query: Record<string, unknown>;
  request: { body?: unknown };
  status: number;
  body: unknown;
}

const querySchema = pageQuerySchema(FORM_SORTS);
const previewSchema = z.strictObject({ definition: definitionSchema, language: z.enum(LANGUAGES) });
const snippetsSchema = z.strictObject({ language: z.enum(LANGUAGES) });

export const createFormController = ({ strapi }: { strapi: Core.Strapi }) => {
  const idOf = (ctx: AdminContext) => parse(idSchema, ctx.params.id);

  return {
    async find(ctx: AdminContext) {
      ctx.body = await formsOf(strapi).list(parse(querySchema, ctx.query));
    },
    async findOne(ctx: AdminContext) {
      ctx.body = { data: await formsOf(strapi).get(idOf(ctx)) };
    },
    async create(ctx: AdminContext) {
      ctx.body = { data: await formsOf(strapi).create(parse(formInputSchema, ctx.request.body)) };
      ctx.status = 201;
    },
    async update(ctx: AdminContext) {
      const input = parse(formInputSchema, ctx.request.body);
      ctx.body = { data: await formsOf(strapi).update(idOf(ctx), input) };
    },
    async duplicate(ctx: AdminContext) {
      ctx.body = { data: await formsOf(strapi).duplicate(idOf(ctx)) };
      ctx.status = 201;
    },
    async remove(ctx: AdminContext) {
      ctx.body = { data: await formsOf(strapi).remove(idOf(ctx)) };
    },

    /** The page without what only a browser of a visitor needs: no signed time, no challenge. */
    async preview(ctx: AdminContext) {
      const { definition, language } = parse(previewSchema, ctx.request.body);
      const frame = await frameIn(strapi, definition.language === 'auto' ? language : definition.language);
      const form: StoredForm = { id: 0, name: '', slug: DEFAULT_SLUG, definition };
      const view = await viewOf(strapi, form, frame.language, frame.say);
      const chosen = view.lists.filter(({ preselected }) => preselected).map(({ slug }) => slug);
      const state = { chosen, values: {}, problems: [], again: false, time: '', widget: null };
      const shown = formPage(strapi, frame, view, state);
      ctx.body = { data: { html: documentOf(shown.frame, shown.page).html } };
    },

    async snippets(ctx: AdminContext) {
      const { language } = parse(snippetsSchema, ctx.query);
      const form = await formsOf(strapi).get(idOf(ctx));
      const frame = await frameIn(
        strapi,
        form.definition.language === 'auto' ? language : form.definition.language,
      );
      const view = await viewOf(strapi, form, frame.language, frame.say);
      ctx.body = { data: snippetsOf(strapi, view, frame.say, frame.language) };
    },
  };
};
