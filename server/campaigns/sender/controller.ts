import type { Core } from '@strapi/strapi';

import { service } from '../../lib/service';
import { parse, z } from '../../lib/validate';
import type { Context } from '../campaign/controller';
import { addressField, idParam, line } from '../campaign/input';
import type { SenderService } from './service';

const senderInput = z.strictObject({
  fromName: line(200).min(1),
  fromAddress: addressField,
  replyTo: addressField.nullable().optional(),
  transport: z.string().nullable().optional(),
});

export const createSenderController = ({ strapi }: { strapi: Core.Strapi }) => {
  const senders = () => service<SenderService>(strapi, 'sender');
  return {
    async list(ctx: Context) {
      ctx.body = { data: await senders().list() };
    },
    async create(ctx: Context) {
      ctx.body = { data: await senders().create(parse(senderInput, ctx.request.body)) };
      ctx.status = 201;
    },
    async update(ctx: Context) {
      const { id } = parse(idParam, ctx.params);
      ctx.body = { data: await senders().update(id, parse(senderInput, ctx.request.body)) };
    },
    async remove(ctx: Context) {
      ctx.body = { data: await senders().remove(parse(idParam, ctx.params).id) };
    },
  };
};
