import type { Core } from '@strapi/strapi';

import type { SenderHealthResponse } from '../../../contracts';
import { parse, z } from '../../lib/validate';
import type { Context } from '../campaign/controller';
import { idParam } from '../campaign/input';
import { healthOf } from './service';

const noInput = z.strictObject({}).optional();

export const createHealthController = ({ strapi }: { strapi: Core.Strapi }) => ({
  async get(ctx: Context) {
    const data = await healthOf(strapi).ofSender(parse(idParam, ctx.params).id);
    ctx.body = { data } satisfies SenderHealthResponse;
  },
  async checkAgain(ctx: Context) {
    parse(noInput, ctx.request.body);
    const data = await healthOf(strapi).ofSender(parse(idParam, ctx.params).id, true);
    ctx.body = { data } satisfies SenderHealthResponse;
  },
});
