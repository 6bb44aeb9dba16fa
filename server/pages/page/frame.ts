import type { Core } from '@strapi/strapi';

import type { Institution, Language, LayoutName } from '../../../contracts';
import {
  initialInstitution,
  initialLook,
  institutionOf,
  pagesLookOf,
  publicBaseUrl,
  type PagesLook,
} from '../../config';
import { ownLayoutOf, type OwnLayout } from '../own-layout';
import type { PublicContext } from './context';
import { chooseLanguage } from './language';
import { textsIn, type Say } from './texts';

/** Who speaks, in which language and how it looks, on one page. */
export interface Frame {
  institution: Institution;
  language: Language;
  /** The words, the institution's own before ours; `{institution}` is filled in already. */
  say: Say;
  /** Relative link to this page in the other language; null where going there would lose something. */
  otherLanguage: string | null;
  /** Address of the archive, for the foot of a page that shall lead there. */
  archive?: string | null;
  look: Pick<PagesLook, 'background'> & {
    /** What an image takes for its source; null without a logo. */
    logo: string | null;
    /** Empty without one. */
    footnote: string;
    /** Null: the plugin's. */
    layout: OwnLayout | null;
  };
}

/** The institution's own layout of these pages, else that of all pages, else null. */
export const layoutOf = (
  strapi: Core.Strapi,
  { layouts }: Pick<PagesLook, 'layouts'>,
  name: LayoutName,
): OwnLayout | null => ownLayoutOf(strapi, layouts[name] || layouts.layout);

interface Voice {
  institution: Institution;
  look: PagesLook;
  language: Language;
  logo: string | null;
  layout: OwnLayout | null;
  otherLanguage?: string | null;
}

export function frameOf({ institution, look, language, logo, layout, otherLanguage = null }: Voice): Frame {
  const texts = textsIn(language, look.texts[language]);
  const name = institution.name || texts('institution.unnamed');
  return {
    institution,
    language,
    say: (key, values) => texts(key, { institution: name, ...values }),
    otherLanguage,
    look: { background: look.background, logo, footnote: look.footnote[language], layout },
  };
}

/** A path: the picture comes from the very host that the page comes from. */
const logoPath = (strapi: Core.Strapi, { logo }: PagesLook): string | null =>
  logo && new URL(`${publicBaseUrl(strapi)}/logo/${logo.hash}`).pathname;

/** The frame of a page that is no answer to a visitor: what the panel shows. */
export async function frameIn(strapi: Core.Strapi, language: Language): Promise<Frame> {
  const [institution, look] = await Promise.all([institutionOf(strapi), pagesLookOf(strapi)]);
  const logo = logoPath(strapi, look);
  return frameOf({ institution, look, language, logo, layout: layoutOf(strapi, look, 'layout') });
}

export async function frameFor(
  strapi: Core.Strapi,
  ctx: PublicContext,
  {
    contact = null,
    asked = ctx.query.lang,
    layout = 'layout',
  }: { contact?: Language | null; asked?: unknown; layout?: LayoutName } = {},
): Promise<Frame> {
  const [institution, look] = await Promise.all([institutionOf(strapi), pagesLookOf(strapi)]);
  const language = chooseLanguage({
    asked,
    contact,
    acceptLanguage: ctx.get('Accept-Language'),
    institution: institution.language,
  });
  return frameOf({
    institution,
    look,
    language,
    logo: logoPath(strapi, look),
    layout: layoutOf(strapi, look, layout),
    otherLanguage: ctx.method === 'POST' ? null : otherLanguage(ctx, language),
  });
}

/** For when the database does not answer: nothing is known of the institution then. */
export function bareFrame(ctx: PublicContext): Frame {
  const { language } = initialInstitution;
  return frameOf({
    institution: initialInstitution,
    look: initialLook,
    language: chooseLanguage({
      asked: ctx.query.lang,
      acceptLanguage: ctx.get('Accept-Language'),
      institution: language,
    }),
    logo: null,
    layout: null,
  });
}

function otherLanguage(ctx: PublicContext, language: Language): string {
  const query = new URLSearchParams({ lang: language === 'es' ? 'en' : 'es' });
  for (const name of ['list', 'page']) {
    const value = ctx.query[name];
    if (typeof value === 'string') query.set(name, value);
  }
  return `?${query}`;
}
