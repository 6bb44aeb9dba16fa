import type { Core } from '@strapi/strapi';

import { logoOf } from '../../config';
import type { PublicContext } from '../page/context';
import { harden, sendNotFound } from '../page/respond';

/** An SVG that somebody opens by its address is a document: it draws and does nothing else. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

/** The institution's logo. Its address changes with the picture and says nothing about anybody, so it may be kept. */
export const createLogoController = ({ strapi }: { strapi: Core.Strapi }) => ({
  async image(ctx: PublicContext): Promise<void> {
    const logo = await logoOf(strapi);
    if (!logo || logo.hash !== ctx.params.hash) return sendNotFound(strapi, ctx);
    harden(ctx);
    ctx.set('Content-Security-Policy', POLICY);
    ctx.set('Cache-Control', 'public, max-age=31536000, immutable');
    ctx.set('Content-Type', logo.type);
    ctx.status = 200;
    ctx.body = logo.bytes;
  },
});
