import type { Core } from '@strapi/strapi';

import type { LiveSendingResponse } from '../../../contracts';
import { service } from '../../lib/service';
import type { LiveService } from './live';

export const createLiveController = ({ strapi }: { strapi: Core.Strapi }) => ({
  async get(ctx: { body: unknown }) {
    const live = service<LiveService>(strapi, 'delivery-live');
    ctx.body = { data: await live.sending() } satisfies LiveSendingResponse;
  },
});
