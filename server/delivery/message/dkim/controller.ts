import type { Core } from '@strapi/strapi';

import type { VerifyDkimResponse } from '../../../../contracts';
import { configOf, loadDkimKeys } from '../../../config';
import { parse, z } from '../../../lib/validate';
import { lookUpKeys } from './publish';

interface Context {
  request: { body?: unknown };
  body: unknown;
}

const noInput = z.strictObject({}).optional();

export const createDkimController = ({ strapi }: { strapi: Core.Strapi }) => ({
  async verify(ctx: Context) {
    parse(noInput, ctx.request.body);
    const data = await lookUpKeys(loadDkimKeys(configOf(strapi)));
    ctx.body = { data } satisfies VerifyDkimResponse;
  },
});
