import type { Core } from '@strapi/strapi';

import { service } from '../../lib/service';
import { idSchema, pageQuerySchema, parse, z } from '../../lib/validate';
import type { AdminContext } from '../context';
import { NAME_LENGTH, TEMPLATE_SORTS, type TemplateService } from './service';

const templateSchema = z.strictObject({
  name: z.string().trim().min(1).max(NAME_LENGTH),
  description: z.string().trim().max(1000).nullish(),
  mjml: z.string().min(1).max(300_000),
});
const querySchema = pageQuerySchema(TEMPLATE_SORTS);

export const createTemplateController = ({ strapi }: { strapi: Core.Strapi }) => {
  const templates = () => service<TemplateService>(strapi, 'template');
  const idOf = (ctx: AdminContext) => parse(idSchema, ctx.params.id);
  return {
    async find(ctx: AdminContext) {
      ctx.body = await templates().list(parse(querySchema, ctx.query));
    },
    async findOne(ctx: AdminContext) {
      ctx.body = { data: await templates().get(idOf(ctx)) };
    },
    async create(ctx: AdminContext) {
      const input = parse(templateSchema, ctx.request.body);
      ctx.body = { data: await templates().create(input) };
      ctx.status = 201;
    },
    async update(ctx: AdminContext) {
      ctx.body = { data: await templates().update(idOf(ctx), parse(templateSchema, ctx.request.body)) };
    },
    async remove(ctx: AdminContext) {
      ctx.body = { data: await templates().remove(idOf(ctx)) };
    },
    async duplicate(ctx: AdminContext) {
      ctx.body = { data: await templates().duplicate(idOf(ctx)) };
      ctx.status = 201;
    },
  };
};
