import { createHash } from 'node:crypto';

import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';

import { publicBaseUrl } from '../../config';
import { redacted } from '../../lib/redact';
import type { PublicContext } from './context';
import { bareFrame, frameFor, type Frame } from './frame';
import { html, Html } from './html';
import { renderPage, type Page } from './layout';
import { GUARD, stylesheet } from './stylesheet';
import type { TextKey } from './texts';

export type { PublicContext };
export type PublicAction = (ctx: PublicContext) => Promise<void>;

/**
 * Headers of every public answer: kept by nobody, indexed by nobody, and the link (it carries a token) told to
 * nobody. They replace what Strapi's security middleware has set before.
 */
export function harden(ctx: PublicContext): void {
  ctx.set('Cache-Control', 'no-store');
  ctx.set('Referrer-Policy', 'no-referrer');
  ctx.set('X-Robots-Tag', 'noindex, nofollow');
  ctx.set('X-Content-Type-Options', 'nosniff');
  ctx.set('X-Frame-Options', 'DENY');
  ctx.set(
    'Content-Security-Policy',
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
}

/** After `harden`, for what strangers may find: search engines may list it, and whoever keeps it asks whether it holds. */
export function publish(ctx: PublicContext): void {
  ctx.set('Cache-Control', 'no-cache');
  ctx.set('X-Robots-Tag', 'all');
}

const hashOf = (style: string): string => `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

/** The document and the strictest policy that shows it: known styles, pictures of this server, no script of ours. */
export function documentOf(frame: Frame, page: Page): { html: string; policy: string } {
  const { institution, look } = frame;
  const { layout } = look;
  const css = (layout ? GUARD : '') + stylesheet(institution.color, look.background) + (page.css ?? '');
  const pictures = [...(look.logo || layout ? ["'self'"] : []), ...(layout ? ['data:'] : [])];
  const directives: Record<string, readonly string[]> = {
    'default-src': ["'none'"],
    'script-src': ["'none'"],
    'style-src': [css, ...(layout?.styles ?? [])].map(hashOf),
    ...(pictures.length > 0 && { 'img-src': pictures }),
    'form-action': ["'self'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
  };
  for (const [name, sources] of Object.entries(page.policy ?? {})) {
    const known = (directives[name] ?? []).filter((source) => source !== "'none'");
    directives[name] = [...known, ...sources];
  }
  return {
    html: renderPage(frame, page, new Html(`<style>${css}</style>`)),
    policy: Object.entries(directives)
      .map(([name, sources]) => [name, ...sources].join(' '))
      .join('; '),
  };
}

/** Answers with a page. */
export function sendPage(ctx: PublicContext, frame: Frame, page: Page, status = 200): void {
  const { html: document, policy } = documentOf(frame, page);
  harden(ctx);
  if (page.isPublic) publish(ctx);
  ctx.set('Content-Security-Policy', policy);
  ctx.set('Vary', 'Accept-Language');
  ctx.set('Content-Language', frame.language);
  ctx.set('Content-Type', 'text/html; charset=utf-8');
  ctx.status = status;
  ctx.body = document;
}

type NoticeName = {
  [K in TextKey]: K extends `${infer N}.lead` ? (`${N}.title` extends TextKey ? N : never) : never;
}[TextKey];

interface NoticeOptions {
  status?: number;
  mark?: Page['mark'];
  values?: Record<string, string | number>;
  more?: Html;
}

/** A page of a heading and a paragraph: `<name>.title` and `<name>.lead`. */
export function sendNotice(
  ctx: PublicContext,
  frame: Frame,
  name: NoticeName,
  { status = 200, mark = 'info', values, more }: NoticeOptions = {},
): void {
  const body = html`<p class="lead">${frame.say(`${name}.lead`, values)}</p>
    ${more}`;
  sendPage(ctx, frame, { title: frame.say(`${name}.title`), body, mark }, status);
}

export const sendNotFound = async (strapi: Core.Strapi, ctx: PublicContext): Promise<void> =>
  sendNotice(ctx, await frameFor(strapi, ctx), 'notFound', { status: 404, mark: 'question' });

/** Path of a public page as the browser sees it. */
export const pathOf = (strapi: Core.Strapi, suffix: string): string =>
  new URL(publicBaseUrl(strapi) + suffix).pathname;

/** What goes wrong on our side is a page too, and a line in the log without the visitor's data. */
export const guarded =
  (strapi: Core.Strapi, action: PublicAction): PublicAction =>
  async (ctx) => {
    try {
      await action(ctx);
    } catch (error) {
      if (error instanceof errors.ApplicationError) throw error;
      strapi.log.error(`[mail-campaigns] a public page failed: ${redacted(error)}`);
      const frame = await frameFor(strapi, ctx).catch(() => bareFrame(ctx));
      sendNotice(ctx, frame, 'failed', { status: 500 });
    }
  };
