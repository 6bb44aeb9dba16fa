import type { Core } from '@strapi/strapi';

import type { VerifyDkimResponse } from '../../../../contracts';
import { configOf, loadDkimKeys } from '../../../config';
import { createDnsCache, createResolver } from '../../../lib/dns';
import { parse, z } from '../../../lib/validate';
import { lookUpKeys } from './publish';

interface Context {
  request: { body?: unknown };
  body: unknown;
}

const FIVE_SECONDS = 5000;

const noInput = z.strictObject({}).optional();

export const createDkimController = ({ strapi }: { strapi: Core.Strapi }) => ({
  async verify(ctx: Context) {
    parse(noInput, ctx.request.body);
    const config = configOf(strapi);
    const dns = createDnsCache(createResolver(config.dns.servers));
    const data = await lookUpKeys(loadDkimKeys(config), dns.within(AbortSignal.timeout(FIVE_SECONDS)));
    dns.close();
    ctx.body = { data } satisfies VerifyDkimResponse;
  },
});
