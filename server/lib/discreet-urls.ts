import type { Core } from '@strapi/strapi';

/** How every token ends, see `tokens.ts`; a client may write its `~` as `%7E`. */
const TOKEN = /(?:~|%7e)[0-9a-f]{32}(?![0-9a-f])/i;
/** What an editor looks for is often an address. */
const SEARCH = /([?&]search=)[^&#]+/gi;
const HIDDEN = '*';

/** A URL as it may stand in a log: without tokens, each of which acts for a person, and without words searched for. */
export const discreet = (url: string): string =>
  url
    .split(/([/?&=])/)
    .map((part) => (TOKEN.test(part) ? HIDDEN : part))
    .join('')
    .replace(SEARCH, `$1${HIDDEN}`);

interface Context {
  url: string;
}

/**
 * Strapi logs the URL of every request once it is answered. This stands between its logger and its router, which is
 * why it has to be called at bootstrap: middlewares of plugins that register come before Strapi's own.
 */
export function keepUrlsOutOfLogs(strapi: Core.Strapi): void {
  strapi.server.use(async (ctx: Context, next: () => Promise<unknown>) => {
    try {
      await next();
    } finally {
      ctx.url = discreet(ctx.url);
    }
  });
}
