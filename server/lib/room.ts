import type { Core } from '@strapi/strapi';

import type { RawModel } from './models';
import type { AdminRoute, PublicRoute } from './routes';

/** What a room offers to Strapi. `server/index.ts` assembles the rooms and does nothing else. */
export interface Room {
  contentTypes?: Record<string, { schema: unknown }>;
  models?: RawModel[];
  services?: Record<string, (context: { strapi: Core.Strapi }) => unknown>;
  controllers?: Record<string, (context: { strapi: Core.Strapi }) => unknown>;
  adminRoutes?: AdminRoute[];
  publicRoutes?: PublicRoute[];
  /** Before the database exists: middlewares. */
  register?: (strapi: Core.Strapi) => void;
  /** The database is there; rooms start in the order of `server/index.ts`, lowest floor first. */
  bootstrap?: (strapi: Core.Strapi) => Promise<void>;
  /** Highest floor first. Stop taking work, finish what runs, then return. */
  destroy?: (strapi: Core.Strapi) => Promise<void>;
}
