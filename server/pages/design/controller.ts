import type { Core } from '@strapi/strapi';

import {
  ALL_PAGE_TEXTS,
  LANGUAGES,
  type Language,
  type PageText,
  type PublicPages,
  type PublicPagesPreview,
  type PublicPagesPreviewRequest,
  type PublicPagesState,
} from '../../../contracts';
import { institutionOf, logoOf, pagesLookOf, saveInstitution, savePagesLook } from '../../config';
import { parse } from '../../lib/validate';
import { frameOf } from '../page/frame';
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

/** How the public pages look, for the panel. */
export const createPublicPagesController = ({ strapi }: { strapi: Core.Strapi }) => {
  const stateOf = async (): Promise<PublicPagesState> => {
    const [{ color }, look, logo] = await Promise.all([
      institutionOf(strapi),
      pagesLookOf(strapi),
      logoOf(strapi),
    ]);
    return { pages: { ...look, color, logo: logo && toDataUri(logo) }, shipped };
  };

  const lookOf = ({ color: _color, logo, texts, ...look }: PublicPages) => ({
    ...look,
    texts: forEachLanguage((language) => withoutEmpty(texts[language])),
    logo: logo ? { hash: '' } : null,
  });

  /** Of what is not saved yet. The panel shows it in a frame that can ask this server for nothing: the logo stands in it. */
  const previewOf = async (request: PublicPagesPreviewRequest): Promise<PublicPagesPreview> => {
    const { pages, page, language } = request;
    if (pages.logo) readLogo(pages.logo);
    const institution = { ...(await institutionOf(strapi)), color: pages.color };
    const frame = frameOf({
      institution,
      look: lookOf(pages),
      language,
      logo: pages.logo,
      otherLanguage: '#',
    });
    const shown = await samplePage(strapi, page, frame);
    return { html: documentOf(shown.frame, shown.page).html, problems: [] };
  };

  return {
    async get(ctx: AdminContext) {
      ctx.body = { data: await stateOf() };
    },

    async update(ctx: AdminContext) {
      const pages: PublicPages = parse(pagesSchema, ctx.request.body);
      const logo = pages.logo ? readLogo(pages.logo) : null;
      await savePagesLook(strapi, lookOf(pages), logo);
      await saveInstitution(strapi, { ...(await institutionOf(strapi)), color: pages.color });
      ctx.body = { data: await stateOf() };
    },

    async preview(ctx: AdminContext) {
      ctx.body = { data: await previewOf(parse(previewSchema, ctx.request.body)) };
    },
  };
};
