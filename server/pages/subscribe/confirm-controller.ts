import type { Core } from '@strapi/strapi';

import { configOf } from '../../config';
import { consentOf } from '../../consent';
import { subscriptionsOf, type Standing } from '../../contacts';
import { clock } from '../../lib/clock';
import { idSchema, z } from '../../lib/validate';
import { backgroundOf } from '../background';
import { formsOf, type StoredForm } from '../forms/service';
import { type Frame, frameFor } from '../page/frame';
import { html } from '../page/html';
import { nameList, type Page } from '../page/layout';
import { guarded, pathOf, sendNotFound, sendNotice, sendPage, type PublicContext } from '../page/respond';
import { visitOf } from '../visit';
import { askAgain } from './ask';
import { confirmedPage, confirmPage } from './confirm-views';
import { readConfirm, type ConfirmClaim } from './confirm-token';
import { createRateLimit } from './rate-limit';
import { wordsOf } from './view';
import { sendWelcome } from './welcome';

type Asked = Standing['subscriptions'][number];

interface Request {
  claim: ConfirmClaim;
  frame: Frame;
  standing: Standing | null;
  /** What the link is about and this link can confirm. */
  pending: Asked[];
  /** What was asked for anew after this link was made, which has thus been used: it takes another e-mail. */
  later: Asked[];
  /** What stands already, and e-mails arrive. */
  confirmed: Asked[];
  expired: boolean;
}

/** Milliseconds. A token tells its age in whole seconds. */
const madeBy = ({ issuedAt }: ConfirmClaim): number => issuedAt.getTime() + 1000;

const namesOf = (asked: readonly Asked[]): string[] => asked.map(({ listName }) => listName);

const confirmInput = z.object({
  also: z.preprocess((value) => [value].flat(), z.array(idSchema).max(1000)),
});

/** What else was ticked; anything that our page does not send is nothing. */
const tickedIn = (body: unknown): number[] => confirmInput.safeParse(body).data?.also ?? [];

export const createConfirmController = ({ strapi }: { strapi: Core.Strapi }) => {
  const { confirmHours, perIpPerHour } = configOf(strapi).subscribe;
  const limit = createRateLimit('confirm-again', perIpPerHour);

  const read = async (ctx: PublicContext): Promise<Request | null> => {
    const claim = readConfirm(strapi, ctx.params.token ?? '');
    if (!claim) return null;
    const found = await subscriptionsOf(strapi).standing(claim.contactId);
    const standing = found && claim.isFor(found.emailHash) ? found : null;
    const asked = standing?.subscriptions.filter(({ listId }) => claim.listIds.includes(listId)) ?? [];
    const waiting = asked.filter(({ status }) => status === 'pending');
    const later = standing && waiting.length > 0 ? await askedLater(claim, standing) : new Set<number>();
    // E-mails came back since these were confirmed: only a link that was sent after that proves that they arrive again.
    const doubtful = standing?.doubtfulSince ? asked.filter(({ status }) => status === 'confirmed') : [];
    const mends = standing?.doubtfulSince && standing.doubtfulSince.getTime() < madeBy(claim);
    const age = clock.now().getTime() - claim.issuedAt.getTime();
    return {
      claim,
      standing,
      frame: await frameFor(strapi, ctx, { contact: standing?.language ?? null }),
      pending: [...waiting.filter(({ listId }) => !later.has(listId)), ...(mends ? doubtful : [])],
      later: [...waiting.filter(({ listId }) => later.has(listId)), ...(mends ? [] : doubtful)],
      confirmed: standing?.doubtfulSince ? [] : asked.filter(({ status }) => status === 'confirmed'),
      expired: age > confirmHours * 3_600_000,
    };
  };

  /** Every request for one of the lists, oldest first. */
  const requestsFor = async ({ contactId, listIds }: ConfirmClaim, { emailHash }: Standing) =>
    (await consentOf(strapi).recordsOf({ addressHash: emailHash, contactId })).filter(
      ({ action, listId }) => action === 'requested' && listIds.includes(listId ?? 0),
    );

  /**
   * Lists whose latest request is younger than the link: it was used, the person left, and somebody asked again. Only
   * the e-mail to that request may bring the person back.
   */
  const askedLater = async (claim: ConfirmClaim, standing: Standing): Promise<Set<number>> => {
    const latest = new Map(
      (await requestsFor(claim, standing)).map(({ listId, occurredAt }) => [listId ?? 0, occurredAt]),
    );
    const made = madeBy(claim);
    return new Set([...latest].filter(([, at]) => new Date(at).getTime() >= made).map(([listId]) => listId));
  };

  /** Public lists that wait for a confirmation, too, and that the link is not about. */
  const alsoAsked = async ({ claim, standing }: Request): Promise<Asked[]> => {
    const waiting = (standing?.subscriptions ?? []).filter(
      ({ listId, status }) => status === 'pending' && !claim.listIds.includes(listId),
    );
    if (waiting.length === 0) return [];
    const offered = new Set((await subscriptionsOf(strapi).publicLists()).map(({ id }) => id));
    return waiting.filter(({ listId }) => offered.has(listId));
  };

  /** What was ticked beside the lists of the link, each proved with the words that stood there. */
  const confirmTicked = async (ctx: PublicContext, request: Request, notice: string) => {
    const ticked = tickedIn(ctx.request.body);
    if (ticked.length === 0) return [];
    const { claim, frame } = request;
    const listIds = (await alsoAsked(request))
      .map(({ listId }) => listId)
      .filter((id) => ticked.includes(id));
    const words = `${frame.say('confirm.also')} ${notice}`;
    return subscriptionsOf(strapi).confirm(claim.contactId, listIds, words, visitOf(ctx));
  };

  /** The form that was filled in, where it still exists. */
  const formOf = async ({ claim, standing }: Request): Promise<StoredForm | null> => {
    const asked = standing && (await requestsFor(claim, standing)).findLast(({ formId }) => formId !== null);
    return asked?.formId ? formsOf(strapi).byId(asked.formId) : null;
  };

  const sendConfirmed = (ctx: PublicContext, request: Request, form: StoredForm | null, names: string[]) => {
    const { frame } = request;
    const words = form && wordsOf(form, frame.language, frame.say);
    const own = { title: words?.('thanksTitle'), lead: words?.('thanksLead') };
    sendPage(ctx, frame, confirmedPage(frame, names, own));
  };

  const sendDead = (
    ctx: PublicContext,
    { frame, pending, later }: Request,
    notice: 'expired' | 'used' | 'gone',
  ): void => {
    const again =
      pending.length + later.length > 0 &&
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
    const { pending, later, confirmed, expired } = request;
    if (pending.length > 0 && !expired) return request;
    if (pending.length > 0) sendDead(ctx, request, 'expired');
    else if (later.length > 0) sendDead(ctx, request, 'used');
    else if (confirmed.length > 0) sendConfirmed(ctx, request, await formOf(request), namesOf(confirmed));
    else sendDead(ctx, request, expired ? 'expired' : 'gone');
    return null;
  };

  return {
    page: guarded(strapi, async (ctx) => {
      const request = await settle(ctx);
      if (!request) return;
      const { frame, pending } = request;
      const target = (await formOf(request))?.definition.redirectUrl;
      // Browsers hold a redirect after a form to the policy of the page with the form.
      const policy: Page['policy'] = target ? { 'form-action': [new URL(target).origin] } : {};
      sendPage(ctx, frame, { ...confirmPage(frame, namesOf(pending), await alsoAsked(request)), policy });
    }),

    confirm: guarded(strapi, async (ctx) => {
      const request = await settle(ctx);
      if (!request) return;
      const { claim, frame, standing, pending } = request;
      const notice = frame.say('confirm.notice', { button: frame.say('confirm.submit') });
      const { contactId } = claim;
      const listIds = pending.map(({ listId }) => listId);
      const form = await formOf(request);
      const also = await confirmTicked(ctx, request, notice);
      const confirmed = await subscriptionsOf(strapi).confirm(contactId, listIds, notice, visitOf(ctx));
      // Somebody left, or was erased, between the two.
      if (confirmed.length === 0) return sendDead(ctx, request, 'gone');
      const lists = [...confirmed, ...also].map(({ name }) => name);
      if (form && standing) {
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
