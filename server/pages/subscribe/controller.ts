import type { Core } from '@strapi/strapi';

import { configOf, publicBaseUrl } from '../../config';
import { invalid, notFound, tooMany } from '../../lib/errors';
import { archivePathOf } from '../archive/entries';
import { DEFAULT_SLUG, formsOf, type StoredForm } from '../forms/service';
import { backgroundOf } from '../background';
import { type Frame, frameFor } from '../page/frame';
import { guarded, harden, pathOf, sendNotice, sendPage, type PublicContext } from '../page/respond';
import { html } from '../page/html';
import { visitOf } from '../visit';
import { askToConfirm } from './ask';
import { challengeOf, takeAnswer } from './challenge';
import { problemsOf, schemaOf, valuesOf, type Problem, type SubscribeInput } from './input';
import { formPage, pathOfForm, type PageState } from './page';
import { createRateLimit } from './rate-limit';
import { judgeTime, signTime, signTimeAgain } from './time-trap';
import { noticeOf, viewOf, type FormView } from './view';

const texts = (value: unknown): string[] => [value].flat().filter((item) => typeof item === 'string');

/** What becomes of a request; the same for every address. */
type Verdict =
  | { kind: 'received' }
  | { kind: 'wrong'; error: Parameters<typeof problemsOf>[0] }
  | { kind: 'unsolved' }
  | { kind: 'again' }
  | { kind: 'full' };

/** Seconds after which to come back when too much is waiting. */
const FULL_WAIT = 60;

export const createSubscribeController = ({ strapi }: { strapi: Core.Strapi }) => {
  const limit = createRateLimit('subscribe', configOf(strapi).subscribe.perIpPerHour);

  const formOf = (ctx: PublicContext): Promise<StoredForm | null> =>
    formsOf(strapi).bySlug(ctx.params.slug ?? DEFAULT_SLUG);

  const frameOf = (ctx: PublicContext, { definition }: StoredForm, asked?: unknown): Promise<Frame> =>
    definition.language === 'auto'
      ? frameFor(strapi, ctx, asked === undefined ? {} : { asked })
      : frameFor(strapi, ctx, { asked: definition.language });

  const show = async (
    ctx: PublicContext,
    frame: Frame,
    view: FormView,
    state: Pick<PageState, 'chosen' | 'values'> & Partial<PageState>,
  ): Promise<void> => {
    const { form } = view;
    const again = state.again ?? (state.problems ?? []).length > 0;
    const page = formPage(strapi, frame, view, {
      problems: [],
      again: false,
      time: again ? signTimeAgain(strapi, form.id) : signTime(strapi, form.id),
      widget: form.definition.challenge
        ? challengeOf(strapi).widget(pathOf(strapi, '/forms/script.js'))
        : null,
      ...state,
    });
    page.frame.archive = await archivePathOf(strapi);
    sendPage(ctx, page.frame, page.page, (state.problems ?? []).length > 0 ? 400 : 200);
  };

  const sendFormGone = async (ctx: PublicContext): Promise<void> => {
    const frame = await frameFor(strapi, ctx);
    const more = html`<p>
      <a href="${pathOfForm(strapi, DEFAULT_SLUG)}">${frame.say('formGone.other')}</a>
    </p>`;
    sendNotice(ctx, frame, 'formGone', { status: 404, mark: 'question', more });
  };

  /** Judges what was sent and puts it to work. */
  const judge = async (
    ctx: PublicContext,
    frame: Frame,
    view: FormView,
    body: Record<string, unknown>,
  ): Promise<Verdict> => {
    const { answer, rest } = takeAnswer(body);
    const result = schemaOf(view).safeParse(rest);
    if (!result.success) return { kind: 'wrong', error: result.error };
    const input = result.data as SubscribeInput;
    if (input.website) return { kind: 'received' };
    const time = judgeTime(strapi, view.form.id, input.time);
    if (time === 'quick') return { kind: 'received' };
    if (time === 'old') return { kind: 'again' };
    if (view.form.definition.challenge && !(await challengeOf(strapi).verify(answer, ctx.request.ip))) {
      return { kind: 'unsolved' };
    }
    return { kind: accept(ctx, frame, view, input) ? 'received' : 'full' };
  };

  /** @returns false where the house is full. */
  const accept = (ctx: PublicContext, frame: Frame, view: FormView, input: SubscribeInput): boolean => {
    const { email, firstName, lastName, attributes, lists } = input;
    const offered = new Set(view.lists.map(({ slug }) => slug));
    const { id, slug } = view.form;
    const request = {
      email,
      firstName,
      lastName,
      attributes: Object.fromEntries(Object.entries(attributes ?? {}).filter(([, value]) => value !== null)),
      language: frame.language,
      listSlugs: lists.filter((list) => offered.has(list)),
      notice: noticeOf(view, frame.say),
      form: { id, slug },
      ...visitOf(ctx),
    };
    return backgroundOf(strapi).add(() => askToConfirm(strapi, request));
  };

  const answerJson = async (ctx: PublicContext, wait: number): Promise<void> => {
    harden(ctx);
    if (wait > 0) throw refusal(ctx, wait);
    const form = await formOf(ctx);
    if (!form) throw formNotFound();
    const body = bodyOf(ctx);
    const frame = await frameOf(ctx, form, body.language);
    const view = await viewOf(strapi, form, frame.language, frame.say);
    const verdict = await judge(ctx, frame, view, body);
    if (verdict.kind === 'full') throw refusal(ctx, FULL_WAIT);
    if (verdict.kind === 'unsolved') throw challengeFailed();
    if (verdict.kind === 'again') throw formExpired(signTimeAgain(strapi, form.id));
    if (verdict.kind === 'wrong') {
      const problems = problemsOf(verdict.error, view, frame.say);
      throw invalid(
        'invalid-input',
        `Correct these fields and send again: ${problems.map(({ field }) => field).join(', ')}`,
        { fields: problems.map(({ field, text }) => ({ path: field, message: text })) },
      );
    }
    ctx.status = 200;
    ctx.body = { data: { status: 'received' } };
  };

  const answerPage = async (ctx: PublicContext, wait: number): Promise<void> => {
    const form = await formOf(ctx);
    if (!form) return sendFormGone(ctx);
    const body = bodyOf(ctx);
    const frame = await frameOf(ctx, form, body.language);
    if (wait > 0) return sendTooMany(ctx, frame, wait);
    const view = await viewOf(strapi, form, frame.language, frame.say);
    const verdict = await judge(ctx, frame, view, body);
    const written = { chosen: texts(body.lists), values: valuesOf(body, view) };
    const showProblems = (problems: Problem[]) => show(ctx, frame, view, { ...written, problems });
    if (verdict.kind === 'full') return sendTooMany(ctx, frame, FULL_WAIT);
    if (verdict.kind === 'again') return show(ctx, frame, view, { ...written, again: true });
    if (verdict.kind === 'wrong') return showProblems(problemsOf(verdict.error, view, frame.say));
    if (verdict.kind === 'unsolved') {
      return showProblems([{ field: 'challenge', text: frame.say('subscribe.problem.challenge') }]);
    }
    const more = html`<p class="small">${frame.say('received.hint')}</p>`;
    return sendNotice(ctx, frame, 'received', { mark: 'mail', more });
  };

  return {
    form: guarded(strapi, async (ctx) => {
      const form = await formOf(ctx);
      if (!form) return sendFormGone(ctx);
      const frame = await frameOf(ctx, form);
      const view = await viewOf(strapi, form, frame.language, frame.say);
      const preselected = view.lists.filter((list) => list.preselected).map(({ slug }) => slug);
      return show(ctx, frame, view, { chosen: [...preselected, ...texts(ctx.query.list)], values: {} });
    }),

    /** The same answer for every address: known, unknown, pending, confirmed or suppressed. */
    submit: guarded(strapi, async (ctx) => {
      const wait = await limit.take(ctx.request.ip);
      await (ctx.is('json') ? answerJson(ctx, wait) : answerPage(ctx, wait));
    }),

    /** The form for scripts: what to show, and what to send back with it. */
    definition: guarded(strapi, async (ctx) => {
      harden(ctx);
      const form = await formOf(ctx);
      if (!form) throw formNotFound();
      const frame = await frameOf(ctx, form);
      const view = await viewOf(strapi, form, frame.language, frame.say);
      const { purposes, lead, button, title, consent, fields, lists } = view;
      const { policyUrl, challenge } = form.definition;
      ctx.set('Content-Language', frame.language);
      ctx.body = {
        data: {
          slug: form.slug,
          language: frame.language,
          action: `${publicBaseUrl(strapi)}/subscribe/${form.slug}`,
          title,
          lead,
          button,
          consent: { text: consent, purposes, policyUrl },
          lists,
          fields: fields.map(({ name, label, required }) => ({ name, label, required })),
          time: signTime(strapi, form.id),
          challenge: challenge ? await challengeOf(strapi).offer() : null,
        },
      };
    }),
  };
};

const bodyOf = (ctx: PublicContext): Record<string, unknown> =>
  typeof ctx.request.body === 'object' && ctx.request.body !== null && !Array.isArray(ctx.request.body)
    ? (ctx.request.body as Record<string, unknown>)
    : {};

const formNotFound = () =>
  notFound('form-not-found', 'Ask for another form: this one does not exist any more.');

const challengeFailed = () =>
  invalid('challenge-failed', 'Solve the challenge of the form and send its answer as `challenge`.');

/** @param time to be sent with the same fields once more */
const formExpired = (time: string) =>
  invalid('form-expired', 'Send the same again with `time` from `details.values`, or from the definition.', {
    values: { time },
  });

function refusal(ctx: PublicContext, wait: number) {
  ctx.set('Retry-After', String(wait));
  return tooMany('too-many-requests', 'Many requests came from your connection. Wait a while and try again.');
}

function sendTooMany(ctx: PublicContext, frame: Frame, wait: number): void {
  sendNotice(ctx, frame, 'tooMany', { status: 429, mark: 'wait' });
  ctx.set('Retry-After', String(wait));
}
