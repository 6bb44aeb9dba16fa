import type { Core } from '@strapi/strapi';

import { actionUid, type Action, type CampaignLiveResponse } from '../../../contracts';
import { liveOf } from '../../delivery';
import { ledgerOf } from '../../ledger';
import { toDate } from '../../lib/database';
import { forbidden } from '../../lib/errors';
import { service } from '../../lib/service';
import { parse } from '../../lib/validate';
import { archiveOf } from '../archive/service';
import { transportOfSender } from '../sender/store';
import type { CampaignSending } from '../sending/service';
import { sendTest } from '../sending/test-send';
import {
  campaignInput,
  campaignsQuery,
  createCampaignInput,
  deliveriesQuery,
  idParam,
  noInput,
  publicInput,
  scheduleInput,
  testInput,
  uncertainInput,
} from './input';
import type { CampaignService } from './service';
import { requireCampaign } from './store';

export interface Context {
  params: Record<string, string>;
  query: Record<string, unknown>;
  request: { body?: unknown };
  state: { userAbility: { can(action: string): boolean } };
  status: number;
  body: unknown;
}

const may = (ctx: Context, action: Action): boolean => ctx.state.userAbility.can(actionUid(action));
const idOf = (ctx: Context): number => parse(idParam, ctx.params).id;

/** A transition without a body. */
type Plain = 'send' | 'unschedule' | 'pause' | 'resume' | 'cancel';

export const createCampaignController = ({ strapi }: { strapi: Core.Strapi }) => {
  const campaigns = () => service<CampaignService>(strapi, 'campaign');
  const sending = () => service<CampaignSending>(strapi, 'campaign-sending');
  const answer = async (ctx: Context, id: number): Promise<void> => {
    ctx.body = { data: await campaigns().get(id, may(ctx, 'campaigns.send')) };
  };
  const plain = (transition: Plain) => async (ctx: Context) => {
    parse(noInput, ctx.request.body);
    await sending()[transition](idOf(ctx));
    await answer(ctx, idOf(ctx));
  };

  return {
    async list(ctx: Context) {
      ctx.body = await campaigns().list(parse(campaignsQuery, ctx.query), may(ctx, 'campaigns.send'));
    },
    get: (ctx: Context) => answer(ctx, idOf(ctx)),
    async create(ctx: Context) {
      const id = await campaigns().create(parse(createCampaignInput, ctx.request.body));
      ctx.status = 201;
      await answer(ctx, id);
    },
    async update(ctx: Context) {
      await campaigns().update(idOf(ctx), parse(campaignInput, ctx.request.body));
      await answer(ctx, idOf(ctx));
    },
    async remove(ctx: Context) {
      const id = idOf(ctx);
      const data = await campaigns().get(id, false);
      await campaigns().remove(id);
      ctx.body = { data };
    },
    async duplicate(ctx: Context) {
      parse(noInput, ctx.request.body);
      const id = await campaigns().duplicate(idOf(ctx));
      ctx.status = 201;
      await answer(ctx, id);
    },
    async check(ctx: Context) {
      ctx.body = { data: await campaigns().check(idOf(ctx)) };
    },
    async live(ctx: Context) {
      const { id, status, startedAt, fromAddress } = await requireCampaign(strapi, idOf(ctx));
      const transport = await transportOfSender(strapi, fromAddress ?? '');
      const followed = { id, sending: status === 'sending', startedAt: toDate(startedAt), transport };
      ctx.body = { data: await liveOf(strapi).campaign(followed) } satisfies CampaignLiveResponse;
    },
    send: plain('send'),
    unschedule: plain('unschedule'),
    pause: plain('pause'),
    resume: plain('resume'),
    cancel: plain('cancel'),
    async schedule(ctx: Context) {
      await sending().schedule(idOf(ctx), parse(scheduleInput, ctx.request.body));
      await answer(ctx, idOf(ctx));
    },
    async test(ctx: Context) {
      const { addresses, contactId } = parse(testInput, ctx.request.body);
      if (contactId !== undefined && !may(ctx, 'contacts.read')) {
        throw forbidden(
          'contacts-not-allowed',
          'You may not read contacts. Send the test with example data, without a contact.',
        );
      }
      ctx.body = { data: { results: await sendTest(strapi, idOf(ctx), addresses, contactId) } };
    },
    async setPublic(ctx: Context) {
      await archiveOf(strapi).setPublic(idOf(ctx), parse(publicInput, ctx.request.body).public);
      await answer(ctx, idOf(ctx));
    },
    async uncertain(ctx: Context) {
      const { decision } = parse(uncertainInput, ctx.request.body);
      await sending().resolveUncertain(idOf(ctx), decision);
      await answer(ctx, idOf(ctx));
    },
    async deliveries(ctx: Context) {
      const { page, pageSize, search, status } = parse(deliveriesQuery, ctx.query);
      const { id } = await requireCampaign(strapi, idOf(ctx));
      ctx.body = await ledgerOf(strapi).deliveries(id, { page, pageSize, search, status });
    },
  };
};
