import type { Core } from '@strapi/strapi';

import { configOf } from '../../config';
import { subscriptionsOf } from '../../contacts';
import { invalid, tooMany } from '../../lib/errors';
import { backgroundOf } from '../background';
import type { Frame } from '../page/layout';
import { frameFor, guarded, harden, pathOf, sendNotice, sendPage, type PublicContext } from '../page/respond';
import { html } from '../page/html';
import { visitOf } from '../visit';
import { askToConfirm } from './ask';
import { subscribeForm, type FormState } from './form';
import { problemsOf, subscribeSchema, type SubscribeInput } from './input';
import { createRateLimit } from './rate-limit';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const texts = (value: unknown): string[] => [value].flat().filter((item) => typeof item === 'string');

export const createSubscribeController = ({ strapi }: { strapi: Core.Strapi }) => {
  const limit = createRateLimit('subscribe', configOf(strapi).subscribe.perIpPerHour);

  const sendForm = async (
    ctx: PublicContext,
    frame: Frame,
    state: Pick<FormState, 'chosen' | 'values' | 'problems'>,
  ) => {
    const lists = await subscriptionsOf(strapi).publicLists();
    const body = subscribeForm(frame, { ...state, lists, action: pathOf(strapi, '/subscribe') });
    sendPage(
      ctx,
      frame,
      { title: frame.say('subscribe.title'), body },
      state.problems.length > 0 ? 400 : 200,
    );
  };

  /** Puts the request to work. @returns false where the house is full. */
  const accept = (ctx: PublicContext, frame: Frame, input: SubscribeInput): boolean => {
    if (input.website) return true;
    const { email, firstName, lastName, lists } = input;
    const request = { email, firstName, lastName, language: frame.language, listSlugs: lists };
    const notice = frame.say('subscribe.consent');
    const visit = visitOf(ctx);
    return backgroundOf(strapi).add(() => askToConfirm(strapi, { ...request, notice, ...visit }));
  };

  const answerJson = async (ctx: PublicContext, wait: number): Promise<void> => {
    harden(ctx);
    if (wait > 0) throw refusal(ctx, wait);
    const result = subscribeSchema.safeParse(ctx.request.body);
    if (!result.success) {
      const fields = problemsOf(result.error);
      throw invalid('invalid-input', `Correct these fields and send again: ${fields.join(', ')}`, {
        fields: result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
      });
    }
    if (!accept(ctx, await frameFor(strapi, ctx, { asked: result.data.language }), result.data))
      throw refusal(ctx, 60);
    ctx.status = 200;
    ctx.body = { data: { status: 'received' } };
  };

  const answerPage = async (ctx: PublicContext, wait: number): Promise<void> => {
    const body = (ctx.request.body ?? {}) as Record<string, unknown>;
    const frame = await frameFor(strapi, ctx, { asked: body.language });
    if (wait > 0) return sendTooMany(ctx, frame, wait);
    const result = subscribeSchema.safeParse(body);
    if (!result.success) {
      const values = {
        email: text(body.email),
        firstName: text(body.firstName),
        lastName: text(body.lastName),
      };
      return sendForm(ctx, frame, { chosen: texts(body.lists), values, problems: problemsOf(result.error) });
    }
    if (!accept(ctx, frame, result.data)) return sendTooMany(ctx, frame, 60);
    const more = html`<p class="small">${frame.say('received.hint')}</p>`;
    return sendNotice(ctx, frame, 'received', { mark: 'mail', more });
  };

  return {
    form: guarded(strapi, async (ctx) => {
      const frame = await frameFor(strapi, ctx);
      await sendForm(ctx, frame, { chosen: texts(ctx.query.list), values: {}, problems: [] });
    }),

    /** The same answer for every address: known, unknown, pending, confirmed or suppressed. */
    submit: guarded(strapi, async (ctx) => {
      const wait = await limit.take(ctx.request.ip);
      await (ctx.is('json') ? answerJson(ctx, wait) : answerPage(ctx, wait));
    }),
  };
};

function refusal(ctx: PublicContext, wait: number) {
  ctx.set('Retry-After', String(wait));
  return tooMany('too-many-requests', 'Many requests came from your connection. Wait a while and try again.');
}

function sendTooMany(ctx: PublicContext, frame: Frame, wait: number): void {
  sendNotice(ctx, frame, 'tooMany', { status: 429, mark: 'wait' });
  ctx.set('Retry-After', String(wait));
}
