import type { Core } from '@strapi/strapi';

import type { TransportInfo, TransportsResponse, VerifyTransportResponse } from '../../../contracts';
import { configOf, loadDkimKeys, transportsOf } from '../../config';
import { service } from '../../lib/service';
import { parse, z } from '../../lib/validate';
import { describeKeys } from '../message/dkim';
import type { DeliveryService } from '../service';
import type { SmtpOptions } from './session';

interface Context {
  params: unknown;
  request: { body?: unknown };
  body: unknown;
}

const nameParam = z.object({ name: z.string() });
const noInput = z.strictObject({}).optional();

const infoOf = (name: string, options: SmtpOptions): TransportInfo => ({
  name,
  host: options.host,
  port: options.port,
  security: options.secure ? 'tls' : options.requireTls ? 'starttls-required' : 'starttls',
  user: options.user ?? null,
  password: options.password ? '••••' : null,
  weight: options.weight,
  connections: options.connections,
  limits: options.limits,
});

export const createTransportController = ({ strapi }: { strapi: Core.Strapi }) => ({
  list(ctx: Context) {
    const config = configOf(strapi);
    const transports = [...transportsOf(config)].map(([name, options]) => infoOf(name, options));
    ctx.body = {
      data: { transports, dkim: describeKeys(loadDkimKeys(config)) },
    } satisfies TransportsResponse;
  },
  async verify(ctx: Context) {
    const { name } = parse(nameParam, ctx.params);
    parse(noInput, ctx.request.body);
    const { relays } = service<DeliveryService>(strapi, 'delivery');
    ctx.body = { data: await relays.verify(name) } satisfies VerifyTransportResponse;
  },
});
