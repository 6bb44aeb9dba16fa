import type { Core } from '@strapi/strapi';

import { configOf } from '../../config';
import { subscriptionsOf } from '../../contacts';
import { clock } from '../../lib/clock';
import { html } from '../page/html';
import { nameList, type Frame } from '../page/layout';
import {
  frameFor,
  guarded,
  pathOf,
  sendNotFound,
  sendNotice,
  sendPage,
  type PublicContext,
} from '../page/respond';
import { visitOf } from '../visit';
import { readConfirm, type ConfirmClaim } from './confirm-token';

interface Request {
  claim: ConfirmClaim;
  frame: Frame;
  /** Names of what the link is about, by what has become of it. */
  pending: string[];
  confirmed: string[];
  expired: boolean;
}

export const createConfirmController = ({ strapi }: { strapi: Core.Strapi }) => {
  const { confirmHours } = configOf(strapi).subscribe;

  const read = async (ctx: PublicContext): Promise<Request | null> => {
    const claim = readConfirm(strapi, ctx.params.token ?? '');
    if (!claim) return null;
    const standing = await subscriptionsOf(strapi).standing(claim.contactId);
    const valid = standing && claim.isFor(standing.emailHash) ? standing : null;
    const asked = valid?.subscriptions.filter(({ listId }) => claim.listIds.includes(listId)) ?? [];
    const named = (status: string) =>
      asked.filter((one) => one.status === status).map(({ listName }) => listName);
    const age = clock.now().getTime() - claim.issuedAt.getTime();
    return {
      claim,
      frame: await frameFor(strapi, ctx, { contact: valid?.language ?? null }),
      pending: named('pending'),
      confirmed: named('confirmed'),
      expired: age > confirmHours * 3_600_000,
    };
  };

  const sendConfirmed = (ctx: PublicContext, frame: Frame, names: readonly string[]): void => {
    const body = html`<p class="lead">${frame.say('confirmed.lead')}</p>
      ${nameList(names)}
      <p class="small">${frame.say('confirmed.hint')}</p>`;
    sendPage(ctx, frame, { title: frame.say('confirmed.title'), body, mark: 'done' });
  };

  const sendDead = (ctx: PublicContext, frame: Frame, notice: 'expired' | 'gone'): void => {
    const more = html`<p><a href="${pathOf(strapi, '/subscribe')}">${frame.say('expired.again')}</a></p>`;
    const values = { hours: confirmHours };
    sendNotice(ctx, frame, notice, { status: 410, mark: 'wait', values, more });
  };

  /** Answers whatever needs no button. @returns the request where something is left to confirm. */
  const settle = async (ctx: PublicContext): Promise<Request | null> => {
    const request = await read(ctx);
    if (!request) {
      await sendNotFound(strapi, ctx);
      return null;
    }
    const { frame, pending, confirmed, expired } = request;
    if (pending.length > 0 && !expired) return request;
    if (pending.length > 0) sendDead(ctx, frame, 'expired');
    else if (confirmed.length > 0) sendConfirmed(ctx, frame, confirmed);
    else sendDead(ctx, frame, expired ? 'expired' : 'gone');
    return null;
  };

  return {
    page: guarded(strapi, async (ctx) => {
      const request = await settle(ctx);
      if (!request) return;
      const { frame, pending } = request;
      const body = html`<p class="lead">${frame.say('confirm.lead')}</p>
        ${nameList(pending)}
        <form method="post"><button type="submit">${frame.say('confirm.submit')}</button></form>
        <p class="small">${frame.say('confirm.notYou')}</p>`;
      sendPage(ctx, frame, { title: frame.say('confirm.title'), body, mark: 'mail' });
    }),

    confirm: guarded(strapi, async (ctx) => {
      const request = await settle(ctx);
      if (!request) return;
      const { claim, frame } = request;
      const notice = frame.say('confirm.notice', { button: frame.say('confirm.submit') });
      const { contactId, listIds } = claim;
      const lists = await subscriptionsOf(strapi).confirm(contactId, listIds, notice, visitOf(ctx));
      sendConfirmed(
        ctx,
        frame,
        lists.map(({ name }) => name),
      );
    }),
  };
};
