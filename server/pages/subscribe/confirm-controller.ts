import type { Core } from '@strapi/strapi';

import { configOf } from '../../config';
import { consentOf } from '../../consent';
import { subscriptionsOf, type Standing } from '../../contacts';
import { clock } from '../../lib/clock';
import { backgroundOf } from '../background';
import { formsOf, type StoredForm } from '../forms/service';
import { html } from '../page/html';
import { nameList, type Frame, type Page } from '../page/layout';
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
import { askAgain } from './ask';
import { readConfirm, type ConfirmClaim } from './confirm-token';
import { createRateLimit } from './rate-limit';
import { wordsOf } from './view';
import { sendWelcome } from './welcome';

interface Request {
  claim: ConfirmClaim;
  frame: Frame;
  standing: Standing | null;
  /** Names of what the link is about, by what has become of it. */
  pending: string[];
  confirmed: string[];
  expired: boolean;
}

export const createConfirmController = ({ strapi }: { strapi: Core.Strapi }) => {
  const { confirmHours, perIpPerHour } = configOf(strapi).subscribe;
  const limit = createRateLimit('confirm-again', perIpPerHour);

  const read = async (ctx: PublicContext): Promise<Request | null> => {
    const claim = readConfirm(strapi, ctx.params.token ?? '');
    if (!claim) return null;
    const found = await subscriptionsOf(strapi).standing(claim.contactId);
    const standing = found && claim.isFor(found.emailHash) ? found : null;
    const asked = standing?.subscriptions.filter(({ listId }) => claim.listIds.includes(listId)) ?? [];
    const named = (status: string) =>
      asked.filter((one) => one.status === status).map(({ listName }) => listName);
    const age = clock.now().getTime() - claim.issuedAt.getTime();
    return {
      claim,
      standing,
      frame: await frameFor(strapi, ctx, { contact: standing?.language ?? null }),
      pending: named('pending'),
      confirmed: named('confirmed'),
      expired: age > confirmHours * 3_600_000,
    };
  };

  /** The form that was filled in, where it still exists. */
  const formOf = async ({ claim, standing }: Request): Promise<StoredForm | null> => {
    if (!standing) return null;
    const person = { addressHash: standing.emailHash, contactId: claim.contactId };
    const asked = (await consentOf(strapi).recordsOf(person)).findLast(
      ({ action, listId, formId }) =>
        action === 'requested' && formId !== null && claim.listIds.includes(listId ?? 0),
    );
    return asked?.formId ? formsOf(strapi).byId(asked.formId) : null;
  };

  const sendConfirmed = (ctx: PublicContext, request: Request, form: StoredForm | null, names: string[]) => {
    const { frame } = request;
    const words = form && wordsOf(form, frame.language, frame.say);
    const body = html`<p class="lead">${words?.('thanksLead') ?? frame.say('confirmed.lead')}</p>
      ${nameList(names)}
      <p class="small">${frame.say('confirmed.hint')}</p>`;
    const title = words?.('thanksTitle') ?? frame.say('confirmed.title');
    sendPage(ctx, frame, { title, body, mark: 'done' });
  };

  const sendDead = (ctx: PublicContext, { frame, pending }: Request, notice: 'expired' | 'gone'): void => {
    const again =
      pending.length > 0 &&
      html`<form method="post" action="${pathOf(strapi, `/confirm/${ctx.params.token}/again`)}">
        <button type="submit">${frame.say('expired.newMail')}</button>
      </form>`;
    const more = html`${again}
      <p><a href="${pathOf(strapi, '/subscribe')}">${frame.say('expired.again')}</a></p>`;
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
    const { pending, confirmed, expired } = request;
    if (pending.length > 0 && !expired) return request;
    if (pending.length > 0) sendDead(ctx, request, 'expired');
    else if (confirmed.length > 0) sendConfirmed(ctx, request, await formOf(request), confirmed);
    else sendDead(ctx, request, expired ? 'expired' : 'gone');
    return null;
  };

  return {
    page: guarded(strapi, async (ctx) => {
      const request = await settle(ctx);
      if (!request) return;
      const { frame, pending } = request;
      const target = (await formOf(request))?.definition.redirectUrl;
      const body = html`<p class="lead">${frame.say('confirm.lead')}</p>
        ${nameList(pending)}
        <form method="post"><button type="submit">${frame.say('confirm.submit')}</button></form>
        <p class="small">${frame.say('confirm.notYou')}</p>`;
      // Browsers hold a redirect after a form to the policy of the page with the form.
      const policy: Page['policy'] = target ? { 'form-action': [new URL(target).origin] } : {};
      sendPage(ctx, frame, { title: frame.say('confirm.title'), body, mark: 'mail', policy });
    }),

    confirm: guarded(strapi, async (ctx) => {
      const request = await settle(ctx);
      if (!request) return;
      const { claim, frame, standing } = request;
      const notice = frame.say('confirm.notice', { button: frame.say('confirm.submit') });
      const { contactId, listIds } = claim;
      const form = await formOf(request);
      const confirmed = await subscriptionsOf(strapi).confirm(contactId, listIds, notice, visitOf(ctx));
      const lists = confirmed.map(({ name }) => name);
      if (form && standing && lists.length > 0) {
        const { emailHash: addressHash, language } = standing;
        backgroundOf(strapi).add(() =>
          sendWelcome(strapi, { form, contactId, addressHash, language, lists }),
        );
      }
      if (form?.definition.redirectUrl) {
        sendPage(ctx, frame, { title: frame.say('confirmed.title'), body: nameList(lists) }, 303);
        ctx.set('Location', form.definition.redirectUrl);
      } else sendConfirmed(ctx, request, form, lists);
    }),

    /** A new e-mail for a link that is too old, to the address that we know. */
    again: guarded(strapi, async (ctx) => {
      const request = await read(ctx);
      if (!request) return sendNotFound(strapi, ctx);
      const { frame, claim, standing } = request;
      const wait = await limit.take(ctx.request.ip);
      if (wait > 0) {
        sendNotice(ctx, frame, 'tooMany', { status: 429, mark: 'wait' });
        return ctx.set('Retry-After', String(wait));
      }
      const { contactId, listIds } = claim;
      if (standing) backgroundOf(strapi).add(() => askAgain(strapi, contactId, listIds));
      const more = html`<p class="small">${frame.say('received.hint')}</p>`;
      return sendNotice(ctx, frame, 'received', { mark: 'mail', more });
    }),
  };
};
