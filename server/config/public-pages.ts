import { createHash } from 'node:crypto';

import type { Core } from '@strapi/strapi';

import { PLUGIN_ID, type LogoType, type PublicPages } from '../../contracts';

const KEY = 'public-pages';
const LOGO_KEY = 'public-pages-logo';

export interface Logo {
  type: LogoType;
  bytes: Buffer;
}

/** The look without the picture itself: each page needs only the name that it is served by. */
export interface PagesLook extends Omit<PublicPages, 'color' | 'logo'> {
  logo: { /** Part of its address: another picture has another one. */ hash: string } | null;
}

/** Before anybody chose anything. */
export const initialLook: PagesLook = {
  background: null,
  logo: null,
  footnote: { es: '', en: '' },
  texts: { es: {}, en: {} },
  layouts: { layout: '', unsubscribe: '' },
};

const store = (strapi: Core.Strapi) => strapi.store({ type: 'plugin', name: PLUGIN_ID });

/** How the public pages look and what they say; kept in the database, edited in the panel. */
export const pagesLookOf = async (strapi: Core.Strapi): Promise<PagesLook> => ({
  ...initialLook,
  ...((await store(strapi).get({ key: KEY })) as Partial<PagesLook> | null),
});

export async function logoOf(strapi: Core.Strapi): Promise<(Logo & { hash: string }) | null> {
  const kept = (await store(strapi).get({ key: LOGO_KEY })) as {
    hash: string;
    type: LogoType;
    data: string;
  } | null;
  return kept && { hash: kept.hash, type: kept.type, bytes: Buffer.from(kept.data, 'base64') };
}

/** The picture first: a page never names one that is not there yet. */
export async function savePagesLook(
  strapi: Core.Strapi,
  look: Omit<PagesLook, 'logo'>,
  logo: Logo | null,
): Promise<void> {
  const hash =
    logo && createHash('sha256').update(logo.type).update(logo.bytes).digest('base64url').slice(0, 22);
  const kept = logo && { hash, type: logo.type, data: logo.bytes.toString('base64') };
  await store(strapi).set({ key: LOGO_KEY, value: kept });
  await store(strapi).set({ key: KEY, value: { ...look, logo: hash && { hash } } });
}
