import type { Core } from '@strapi/strapi';

import { configOf, publicBaseUrl } from '../../config';
import { DEFAULT_SLUG, formsOf } from '../forms/service';

interface Context {
  method: string;
  path: string;
  status: number;
  get(header: string): string;
  set(header: string, value: string): void;
  remove(header: string): void;
  vary(header: string): void;
}

/** Headers that Strapi's own CORS middleware may have set. */
const CORS_HEADERS = [
  'Access-Control-Allow-Origin',
  'Access-Control-Allow-Credentials',
  'Access-Control-Expose-Headers',
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Headers',
];

/**
 * Which sites' scripts may use a form: those that its editor or the configuration names, never `*`, never with
 * cookies. It stands before Strapi's own CORS middleware, which answers preflights by itself.
 */
export function guardOrigins(strapi: Core.Strapi): void {
  const base = new URL(publicBaseUrl(strapi)).pathname;
  const route = new RegExp(
    `^${base.replace(/[.*+?^${'$'}{}()|[\]\\]/g, '\\$&')}/(?:forms|subscribe)(?:/([a-z0-9-]+))?/?$`,
    'i',
  );

  const isAllowed = async (origin: string, slug: string): Promise<boolean> => {
    if (!origin) return false;
    if (configOf(strapi).subscribe.origins.includes(origin)) return true;
    const form = await formsOf(strapi).bySlug(slug);
    return form?.definition.origins.includes(origin) ?? false;
  };

  strapi.server.use(async (ctx: Context, next: () => Promise<unknown>) => {
    const match = route.exec(ctx.path);
    if (!match) return next();
    const origin = ctx.get('Origin');
    const allowed = await isAllowed(origin, match[1] ?? DEFAULT_SLUG);
    const answer = () => {
      for (const header of CORS_HEADERS) ctx.remove(header);
      ctx.vary('Origin');
      if (!allowed) return;
      ctx.set('Access-Control-Allow-Origin', origin);
      ctx.set('Access-Control-Expose-Headers', 'Retry-After');
      ctx.set('Cross-Origin-Resource-Policy', 'cross-origin');
    };
    if (ctx.method === 'OPTIONS' && ctx.get('Access-Control-Request-Method')) {
      answer();
      if (allowed) {
        ctx.set('Access-Control-Allow-Methods', 'GET, POST');
        ctx.set('Access-Control-Allow-Headers', 'Content-Type');
        ctx.set('Access-Control-Max-Age', '600');
      }
      ctx.status = 204;
      return undefined;
    }
    await next();
    return answer();
  });
}
