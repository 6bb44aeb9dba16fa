import { defuse } from '../../content';
import { harden, type PublicContext } from './respond';

/**
 * The policy of somebody else's HTML: no script, no form, an origin of its own (`sandbox`), so that it reads
 * nothing of the site it stands on. Its pictures are its content, wherever they come from; links may leave, also into a
 * new window.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src http: https: data:',
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  'sandbox allow-popups allow-popups-to-escape-sandbox',
].join('; ');

/** Answers with the HTML of an e-mail. */
export function sendMail(ctx: PublicContext, html: string): void {
  harden(ctx);
  ctx.set('Content-Security-Policy', POLICY);
  ctx.set('Content-Type', 'text/html; charset=utf-8');
  ctx.status = 200;
  ctx.body = defuse(html);
}
