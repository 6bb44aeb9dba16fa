import type { Core } from '@strapi/strapi';

import { PLUGIN_ID, type Institution } from '../../contracts';

const KEY = 'institution';

/** Before anybody said who sends. */
export const initialInstitution: Institution = {
  name: '',
  postalAddress: '',
  websiteUrl: null,
  color: '#4945ff',
  language: 'es',
  timeZone: 'America/Bogota',
};

const store = (strapi: Core.Strapi) => strapi.store({ type: 'plugin', name: PLUGIN_ID });

/** Who sends: name, postal address, look and language; kept in the database, edited in the panel. */
export async function institutionOf(strapi: Core.Strapi): Promise<Institution> {
  const kept = (await store(strapi).get({ key: KEY })) as Partial<Institution> | null;
  // Nothing else that an earlier version has kept: a form sends back what it is given.
  const known = Object.entries(kept ?? {}).filter(([key]) => Object.hasOwn(initialInstitution, key));
  return { ...initialInstitution, ...Object.fromEntries(known) };
}

export const saveInstitution = (strapi: Core.Strapi, value: Institution): Promise<unknown> =>
  Promise.resolve(store(strapi).set({ key: KEY, value }));
