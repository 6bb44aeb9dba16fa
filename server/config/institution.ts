import type { Core } from '@strapi/strapi';

import { PLUGIN_ID, type Institution } from '../../contracts';

const KEY = 'institution';

const initial: Institution = {
  name: '',
  postalAddress: '',
  websiteUrl: null,
  logoUrl: null,
  color: '#4945ff',
  language: 'es',
  timeZone: 'America/Bogota',
};

const store = (strapi: Core.Strapi) => strapi.store({ type: 'plugin', name: PLUGIN_ID });

/** Who sends: name, postal address, look and language; kept in the database, edited in the panel. */
export const institutionOf = async (strapi: Core.Strapi): Promise<Institution> => ({
  ...initial,
  ...((await store(strapi).get({ key: KEY })) as Partial<Institution> | null),
});

export const saveInstitution = (strapi: Core.Strapi, value: Institution): Promise<unknown> =>
  Promise.resolve(store(strapi).set({ key: KEY, value }));
