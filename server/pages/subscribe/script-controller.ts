import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import type { PublicContext } from '../page/respond';

/** The folder that holds `package.json`: the source and the built package nest differently. */
function packageRoot(folder = __dirname): string {
  return fs.existsSync(path.join(folder, 'package.json')) ? folder : packageRoot(path.dirname(folder));
}

/** The script for other sites. */
const SCRIPT_FILE = path.join(packageRoot(), 'browser', 'form.js');

/** As it is served: without the comments and the indentation of the file, and otherwise line by line the same. */
export const readScript = (): string =>
  fs
    .readFileSync(SCRIPT_FILE, 'utf8')
    .replace(/^ *(\/\*\*.*|\*.*|\/\/.*)\n/gm, '')
    .replace(/^ +/gm, '');

export const createScriptController = () => {
  const script = readScript();
  const etag = `"${createHash('sha256').update(script).digest('base64url').slice(0, 22)}"`;
  return {
    script(ctx: PublicContext): void {
      ctx.set('Content-Type', 'text/javascript; charset=utf-8');
      ctx.set('Cache-Control', 'public, max-age=3600');
      ctx.set('ETag', etag);
      ctx.set('X-Content-Type-Options', 'nosniff');
      // Strapi's default would keep other sites from loading it.
      ctx.set('Cross-Origin-Resource-Policy', 'cross-origin');
      const fresh = ctx
        .get('If-None-Match')
        .split(/\s*,\s*/)
        .includes(etag);
      ctx.status = fresh ? 304 : 200;
      if (!fresh) ctx.body = script;
    },
  };
};
