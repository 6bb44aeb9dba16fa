import type { Core } from '@strapi/strapi';

import { PLUGIN_ID } from '../../contracts';

/** A service of this plugin by name. Each room's `index.ts` wraps it with the service's own type. */
export const service = <T>(strapi: Core.Strapi, name: string): T =>
  strapi.plugin(PLUGIN_ID).service(name) as T;
