import { createHash } from 'node:crypto';

import type { Core } from '@strapi/strapi';

import type { Language } from '../../../contracts';
import { archiveOf, archiveUrlOf } from '../../campaigns';
import { institutionOf } from '../../config';
import { ledgerOf } from '../../ledger';
import { clock } from '../../lib/clock';
import { DEFAULT_SLUG } from '../forms/service';
import { frameFor, type Frame } from '../page/frame';
import { html } from '../page/html';
import { isLanguage } from '../page/language';
import { sendMail } from '../page/mail';
import {
  guarded,
  harden,
  pathOf,
  publish,
  sendNotFound,
  sendNotice,
  sendPage,
  type PublicContext,
} from '../page/respond';
import { pathOfForm } from '../subscribe/page';
import { archiveIdOf, entriesOf, entryOf, strangersOf } from './entries';
import { jsonFeed, rss, type FeedState } from './feeds';
import { itemPage } from './item-page';
import { listPage } from './list-page';

const PAGE_SIZE = 20;

const askedOf = ({ query }: PublicContext): Language | null => (isLanguage(query.lang) ? query.lang : null);

const pageOf = ({ query }: PublicContext): number => {
  if (query.page === undefined) return 1;
  return typeof query.page === 'string' && /^[1-9]\d{0,5}$/.test(query.page) ? Number(query.page) : Infinity;
};

/** Whole seconds cannot tell what changes within the same one (RFC 9110 §8.8.2.2). */
const isPast = (date: Date): boolean => clock.now().getTime() - date.getTime() > 2000;

export const createArchiveController = ({ strapi }: { strapi: Core.Strapi }) => {
  /** Does `show` with the archive's address where there is an archive. */
  const inArchive = (show: (ctx: PublicContext, archive: string) => Promise<void>) =>
    guarded(strapi, (ctx) => {
      const archive = archiveUrlOf(strapi);
      return archive ? show(ctx, archive) : sendNotFound(strapi, ctx);
    });

  const paths = () => ({
    list: pathOf(strapi, '/archive'),
    feed: pathOf(strapi, '/archive/feed.xml'),
    subscribe: pathOfForm(strapi, DEFAULT_SLUG),
  });

  /** The same for what never was, what is not public and what is no longer. */
  const sendGone = (ctx: PublicContext, frame: Frame): void => {
    const more = html`<p><a href="${pathOf(strapi, '/archive')}">${frame.say('archive.all')}</a></p>`;
    sendNotice(ctx, frame, 'archiveGone', { status: 404, mark: 'question', more });
  };

  const feed = (type: string, write: (frame: Frame, state: FeedState) => string) =>
    inArchive(async (ctx, archive) => {
      const { language } = await institutionOf(strapi);
      const frame = await frameFor(strapi, ctx, { asked: askedOf(ctx) ?? language });
      const changedAt = await archiveOf(strapi).changedAt();
      const { entries } = await entriesOf(strapi, frame, { page: 1, pageSize: PAGE_SIZE });
      const body = write(frame, { entries, archive, changedAt });
      harden(ctx);
      publish(ctx);
      ctx.set('ETag', `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`);
      if (changedAt && isPast(changedAt)) ctx.set('Last-Modified', changedAt.toUTCString());
      ctx.set('Content-Type', `${type}; charset=utf-8`);
      ctx.status = 200;
      if (ctx.fresh) ctx.status = 304;
      else ctx.body = body;
    });

  return {
    list: inArchive(async (ctx, archive) => {
      const frame = await frameFor(strapi, ctx);
      const page = pageOf(ctx);
      if (page === Infinity) return sendGone(ctx, frame);
      const { entries, total } = await entriesOf(strapi, frame, { page, pageSize: PAGE_SIZE });
      const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
      if (page > pages) return sendGone(ctx, frame);
      const state = { entries, page, pages, archive, asked: askedOf(ctx), ...paths() };
      sendPage(ctx, frame, listPage(frame, state));
    }),

    item: inArchive(async (ctx, archive) => {
      const frame = await frameFor(strapi, ctx);
      const slug = ctx.params.slug ?? '';
      const campaign = await archiveOf(strapi).find(archiveIdOf(slug));
      const content = campaign && (await ledgerOf(strapi).content(campaign.id));
      if (!campaign || !content) return sendGone(ctx, frame);
      const data = (await strangersOf(strapi, frame))(campaign, content.links);
      const entry = entryOf(strapi, frame, campaign, content, data);
      if (slug !== entry.slug) return redirect(ctx, entry.path);
      data.campaign.subject = entry.title;
      const state = { entry, template: content.html, data, archive, asked: askedOf(ctx), ...paths() };
      sendMail(ctx, itemPage(frame, state));
      publish(ctx);
      ctx.set('Vary', 'Accept-Language');
      ctx.set('Content-Language', frame.institution.language);
    }),

    rss: feed('application/rss+xml', rss),
    json: feed('application/feed+json', jsonFeed),
  };
};

/** To the one address of a campaign; also when the words in it have changed. */
function redirect(ctx: PublicContext, path: string): void {
  harden(ctx);
  publish(ctx);
  const asked = askedOf(ctx);
  ctx.set('Location', asked ? `${path}?lang=${asked}` : path);
  ctx.status = 301;
  ctx.body = '';
}
