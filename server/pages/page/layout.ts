import type { LayoutParts } from '../own-layout';
import type { Frame } from './frame';
import { html, webUrl, type Html } from './html';

export interface Page {
  title: string;
  body: Html;
  mark?: keyof typeof MARKS;
  /** Rules after those of every page; never from a person. */
  css?: string;
  /** Sources that this page's Content-Security-Policy allows besides, by directive. */
  policy?: Record<string, readonly string[]>;
  /** For strangers to find: search engines may list it. */
  isPublic?: boolean;
  /** More of the document's head. */
  head?: Html;
}

const icon = (path: Html): Html =>
  html`<div class="mark" aria-hidden="true"><svg viewBox="0 0 24 24" focusable="false">${path}</svg></div>`;

const MARKS = {
  done: icon(html`<path d="M5 12.5l4.5 4.5L19 7.5" />`),
  mail: icon(html`<rect x="3.5" y="5.5" width="17" height="13" rx="2.5" /><path d="M4 7.5l8 6 8-6" />`),
  wait: icon(html`<circle cx="12" cy="12" r="8.5" /><path d="M12 7.5V12l3 2" />`),
  question: icon(html`<path d="M9 9.2a3 3 0 1 1 4.6 2.6c-1 .7-1.6 1.2-1.6 2.4" /><path d="M12 17.6v.1" />`),
  info: icon(html`<path d="M12 11v6" /><path d="M12 7.1v.1" />`),
};

/** What stands on a page, each part made once, whichever layout puts it there. */
function partsOf(frame: Frame, { title, body, mark }: Page): LayoutParts {
  const { institution, otherLanguage, language, archive, say, look } = frame;
  const website = webUrl(institution.websiteUrl);
  return {
    title,
    language,
    content: html`<main>
      ${mark && MARKS[mark]}
      <h1>${title}</h1>
      ${body}
    </main>`,
    logo: look.logo ? html`<img src="${look.logo}" alt="" />` : null,
    languages: otherLanguage
      ? html`<a href="${otherLanguage}" lang="${language === 'es' ? 'en' : 'es'}"
          >${say('footer.language')}</a
        >`
      : null,
    archive: archive ? html`<a href="${archive}">${say('archive.link')}</a>` : null,
    institution: {
      name: institution.name,
      address: institution.postalAddress,
      website: website?.href ?? '',
      host: website?.host ?? '',
    },
    footnote: look.footnote,
  };
}

/** The plugin's layout. `SHIPPED_LAYOUT` says the same in Liquid. */
const shipped = ({ logo, institution, content, archive, footnote, languages }: LayoutParts): Html =>
  html`<div class="sheet">
    ${(logo !== null || institution.name) && html`<header class="brand">${logo}<span>${institution.name}</span></header>`}
    ${content}
    <footer>
      ${institution.name && html`<p><strong>${institution.name}</strong></p>`}
      ${institution.address && html`<p class="address">${institution.address}</p>`}
      ${institution.website && html`<p><a href="${institution.website}">${institution.host}</a></p>`}
      ${archive && html`<p>${archive}</p>`} ${footnote && html`<p class="footnote">${footnote}</p>`}
      ${languages && html`<p class="languages">${languages}</p>`}
    </footer>
  </div>`;

/** The whole document. `style` stands in it once; the answer's CSP carries its hash and those of the layout's own. */
export function renderPage(frame: Frame, page: Page, style: Html): string {
  const { title, isPublic, head } = page;
  const parts = partsOf(frame, page);
  return html`<!doctype html>
    <html lang="${frame.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        ${!isPublic && html`<meta name="robots" content="noindex, nofollow" />`}
        <meta name="referrer" content="no-referrer" />
        <title>${[title, frame.institution.name].filter(Boolean).join(' · ')}</title>
        ${frame.look.logo && html`<link rel="icon" href="${frame.look.logo}" />`} ${head} ${style}
      </head>
      <body>
        ${frame.look.layout?.render(parts) ?? shipped(parts)}
      </body>
    </html>`.text.trim();
}

/** Names of lists, one under the other. */
export const nameList = (names: readonly string[]): Html =>
  html`<ul class="names">
    ${names.map((name) => html`<li>${name}</li>`)}
  </ul>`;
