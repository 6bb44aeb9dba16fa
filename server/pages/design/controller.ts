import type { Core } from '@strapi/strapi';

import {
  ALL_PAGE_TEXTS,
  LANGUAGES,
  type ContentProblem,
  type Language,
  type LayoutName,
  type PageText,
  type PreviewPage,
  type PublicPages,
  type PublicPagesPreview,
  type PublicPagesPreviewRequest,
  type PublicPagesState,
} from '../../../contracts';
import { institutionOf, logoOf, pagesLookOf, saveInstitution, savePagesLook } from '../../config';
import { invalid } from '../../lib/errors';
import { parse } from '../../lib/validate';
import { checkLayout, SHIPPED_LAYOUT } from '../own-layout';
import { frameOf, layoutOf } from '../page/frame';
import { documentOf } from '../page/respond';
import { TEXTS } from '../page/texts';
import { pagesSchema, previewSchema, withoutEmpty } from './input';
import { readLogo, toDataUri } from './logo';
import { samplePage } from './samples';

interface AdminContext {
  request: { body?: unknown };
  body: unknown;
}

const forEachLanguage = <T>(make: (language: Language) => T): Record<Language, T> =>
  Object.fromEntries(LANGUAGES.map((language) => [language, make(language)])) as Record<Language, T>;

/** What the plugin itself says. */
const shipped = forEachLanguage(
  (language) =>
    Object.fromEntries(ALL_PAGE_TEXTS.map((key) => [key, TEXTS[key][language]])) as Record<PageText, string>,
);

const lookOf = ({ color: _color, logo, texts, ...look }: PublicPages) => ({
  ...look,
  texts: forEachLanguage((language) => withoutEmpty(texts[language])),
  logo: logo ? { hash: '' } : null,
});

const LEAVING: readonly PreviewPage[] = ['unsubscribe', 'left'];

const problemsOf = ({ layouts }: PublicPages): Record<LayoutName, ContentProblem[]> => {
  const of = (template: string) => (template.trim() ? checkLayout(template) : []);
  return { layout: of(layouts.layout), unsubscribe: of(layouts.unsubscribe) };
};

/** @throws ValidationError `layout-broken` */
function refuseFaults(pages: PublicPages): void {
  for (const [name, problems] of Object.entries(problemsOf(pages))) {
    const [first] = problems;
    if (!first) continue;
    const where = first.line === null ? '' : `Line ${first.line}: `;
    throw invalid('layout-broken', `Correct the layout and save again. ${where}${first.message}`, {
      fields: [{ path: `layouts.${name}`, message: `${where}${first.message}` }],
      problems,
    });
  }
}

/** How the public pages look, for the panel. */
export const createPublicPagesController = ({ strapi }: { strapi: Core.Strapi }) => {
  const stateOf = async (): Promise<PublicPagesState> => {
    const [{ color }, look, logo] = await Promise.all([
      institutionOf(strapi),
      pagesLookOf(strapi),
      logoOf(strapi),
    ]);
    return {
      pages: { ...look, color, logo: logo && toDataUri(logo) },
      shipped,
      shippedLayout: SHIPPED_LAYOUT,
    };
  };

  /** Of what is not saved yet. The panel shows it in a frame that can ask this server for nothing: the logo stands in it. */
  const previewOf = async (request: PublicPagesPreviewRequest): Promise<PublicPagesPreview> => {
    const { pages, page, language } = request;
    if (pages.logo) readLogo(pages.logo);
    const look = lookOf(pages);
    const problems = problemsOf(pages);
    const name: LayoutName = LEAVING.includes(page) && pages.layouts.unsubscribe ? 'unsubscribe' : 'layout';
    if (problems[name].length > 0) return { html: '', problems };
    const institution = { ...(await institutionOf(strapi)), color: pages.color };
    const frame = frameOf({
      institution,
      look,
      language,
      logo: pages.logo,
      layout: layoutOf(strapi, look, name),
      otherLanguage: '#',
    });
    const shown = await samplePage(strapi, page, frame);
    return { html: documentOf(shown.frame, shown.page).html, problems };
  };

  return {
    async get(ctx: AdminContext) {
      ctx.body = { data: await stateOf() };
    },

    async update(ctx: AdminContext) {
      const pages: PublicPages = parse(pagesSchema, ctx.request.body);
      const logo = pages.logo ? readLogo(pages.logo) : null;
      refuseFaults(pages);
      await savePagesLook(strapi, lookOf(pages), logo);
      await saveInstitution(strapi, { ...(await institutionOf(strapi)), color: pages.color });
      ctx.body = { data: await stateOf() };
    },

    async preview(ctx: AdminContext) {
      ctx.body = { data: await previewOf(parse(previewSchema, ctx.request.body)) };
    },
  };
};
