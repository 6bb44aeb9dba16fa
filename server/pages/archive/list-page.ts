import type { Language } from '../../../contracts';
import { dateIn } from '../page/date';
import type { Frame } from '../page/frame';
import { html, type Html } from '../page/html';
import type { Page } from '../page/layout';
import type { Entry } from './entries';
import { aboutHead } from './head';

export interface ListState {
  entries: readonly Entry[];
  /** From 1. */
  page: number;
  pages: number;
  /** Address of the archive. */
  archive: string;
  /** Paths. */
  feed: string;
  subscribe: string;
  /** Language that was asked for on the page, to go on in. */
  asked: Language | null;
}

const CSS = `
.issues{margin:1.5rem 0 0;padding:0;list-style:none}
.issues li{padding:1.125rem 0;border-top:1px solid var(--line)}
.issues time{display:block;font-size:.875rem;color:var(--muted)}
.issues h2{margin:.125rem 0 .25rem;font-size:1.1875rem}
.issues p{margin:0;color:var(--muted)}
.turn{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:baseline;margin:0 0 1.25rem;padding:1.125rem 0 0;border-top:1px solid var(--line)}
.turn span{color:var(--muted);font-size:.9375rem}
`.replace(/\n/g, '');

const addressOf = (archive: string, page: number): string => (page > 1 ? `${archive}?page=${page}` : archive);

const item = (frame: Frame, asked: Language | null, { title, summary, sentAt, path }: Entry): Html => {
  const { language } = frame.institution;
  const href = asked ? `${path}?lang=${asked}` : path;
  return html`<li>
    <time datetime="${sentAt.toISOString()}">${dateIn(frame, sentAt)}</time>
    <h2><a href="${href}" lang="${language}">${title}</a></h2>
    ${summary && html`<p lang="${language}">${summary}</p>`}
  </li>`;
};

function turning({ say }: Frame, { page, pages, asked }: ListState): Html | null {
  if (pages < 2) return null;
  const link = (to: number, rel: string, words: string) =>
    html`<a rel="${rel}" href="?page=${to}${asked && `&lang=${asked}`}">${words}</a>`;
  return html`<nav class="turn" aria-label="${say('archive.pages')}">
    ${page > 1 && link(page - 1, 'prev', say('archive.newer'))}
    <span>${say('archive.page', { page, pages })}</span>
    ${page < pages && link(page + 1, 'next', say('archive.older'))}
  </nav>`;
}

/** The public campaigns, one under the other. */
export function listPage(frame: Frame, state: ListState): Page {
  const { say } = frame;
  const { entries, page, archive, feed, subscribe, asked } = state;
  const about = {
    title: say('archive.title'),
    description: say('archive.lead'),
    url: addressOf(archive, page),
    language: frame.language,
    picture: null,
  };
  return {
    title: say('archive.title'),
    css: CSS,
    // An empty page is nothing to find.
    isPublic: entries.length > 0,
    head: aboutHead(frame, archive, about),
    body: html`<p class="lead">${say(entries.length > 0 ? 'archive.lead' : 'archive.empty')}</p>
      ${
        entries.length > 0 &&
        html`<ol class="issues">
          ${entries.map((entry) => item(frame, asked, entry))}
        </ol>`
      }
      ${turning(frame, state)}
      <p>
        <a href="${subscribe}">${say('archive.subscribe')}</a> ·
        <a href="${feed}">${say('archive.feed')}</a>
      </p>`,
  };
}
