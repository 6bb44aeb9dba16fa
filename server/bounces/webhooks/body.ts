import type { IncomingMessage } from 'node:http';

import type { Core } from '@strapi/strapi';

import { PLUGIN_ID } from '../../../contracts';
import { Refused } from './provider';

interface Context {
  path: string;
  req: IncomingMessage;
}

const contentTypes = new WeakMap<IncomingMessage, string>();

/** The content type of a request that `leaveBodiesUnread` left unread; '' where it has none. */
export const contentTypeOf = ({ req }: { req: IncomingMessage }): string => contentTypes.get(req) ?? '';

/**
 * Keeps Strapi from reading and parsing the bodies of webhooks: signatures are over the bytes as they came, and a
 * stranger's body is not to be read at all. Strapi's body parser looks at the content type alone, so it gets to see
 * none. Runs before it, because `register` comes before Strapi sets up its own middlewares.
 */
export function leaveBodiesUnread(strapi: Core.Strapi): void {
  const prefix =
    `${String(strapi.config.get('api.rest.prefix', '/api'))}/${PLUGIN_ID}/webhooks/`.toLowerCase();
  strapi.server.use((ctx: Context, next: () => Promise<unknown>) => {
    if (ctx.path.toLowerCase().startsWith(prefix)) {
      contentTypes.set(ctx.req, ctx.req.headers['content-type'] ?? '');
      delete ctx.req.headers['content-type'];
    }
    return next();
  });
}

/**
 * Reads a body of at most `maxBytes`; of a larger one not a byte more than it takes to know.
 * @throws Refused `size`
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw new Refused('size');
  const chunks: Buffer[] = [];
  let length = 0;
  // Not destroyed at the end: the answer goes over the same socket.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw new Refused('size');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
