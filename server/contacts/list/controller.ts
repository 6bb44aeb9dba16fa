import type { Core } from '@strapi/strapi';

import { idSchema, pageQuerySchema, pagination, parse, z } from '../../lib/validate';
import type { AdminContext } from '../context';
import { createList, deleteList, readList, searchLists, updateList } from './service';

const inputSchema = z.strictObject({
  name: z.string().trim().min(1).max(120),
  description: z.string().trim().max(1000).nullable().optional(),
  optIn: z.enum(['single', 'double']),
  visibility: z.enum(['public', 'private']),
  offersFrequency: z.boolean().optional(),
});

const querySchema = pageQuerySchema(['name', 'createdAt', 'updatedAt']);

const listIdOf = (ctx: AdminContext): number => parse(idSchema, ctx.params.id);

export const listController = ({ strapi }: { strapi: Core.Strapi }) => ({
  async find(ctx: AdminContext) {
    const query = parse(querySchema, ctx.query);
    const { lists, total } = await searchLists(strapi, query);
    ctx.body = { data: lists, meta: pagination(query.page, query.pageSize, total) };
  },

  async findOne(ctx: AdminContext) {
    ctx.body = { data: await readList(strapi, listIdOf(ctx)) };
  },

  async create(ctx: AdminContext) {
    ctx.body = { data: await createList(strapi, parse(inputSchema, ctx.request.body)) };
    ctx.status = 201;
  },

  async update(ctx: AdminContext) {
    ctx.body = { data: await updateList(strapi, listIdOf(ctx), parse(inputSchema, ctx.request.body)) };
  },

  async delete(ctx: AdminContext) {
    const id = listIdOf(ctx);
    await deleteList(strapi, id);
    ctx.body = { data: { id } };
  },
});
