import type { Visit } from '../contacts';
import { addressOf } from '../lib/network';
import type { PublicContext } from './page/respond';

const USER_AGENT_LENGTH = 255;

/** Where a request came from, as proof of consent. The address is right behind a proxy only with `server.proxy`. */
export const visitOf = (ctx: PublicContext): Visit => ({
  ip: addressOf(ctx.request.ip),
  userAgent: ctx.get('User-Agent').slice(0, USER_AGENT_LENGTH) || null,
});
