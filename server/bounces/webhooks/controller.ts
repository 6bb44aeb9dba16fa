import type { IncomingMessage } from 'node:http';

import type { Core } from '@strapi/strapi';

import { WEBHOOK_PROVIDERS, type WebhookInfo, type WebhookProvider } from '../../../contracts';
import { configOf, publicBaseUrl } from '../../config';
import { clock } from '../../lib/clock';
import { redacted } from '../../lib/redact';
import { contentTypeOf, readBody } from './body';
import { NotNow, Refused, type Headers } from './provider';
import { forgetBefore, isKnown, remember } from './receipts';
import { createRefusalLog, STATUS } from './refusals';
import { deskOf } from './registry';
import { webhookTalliesOf } from './service';
import { take, type Taken } from './take';

interface Context {
  params: { provider: string };
  req: IncomingMessage;
  status: number;
  body: unknown;
  get(header: string): string;
  set(header: string, value: string): void;
}

const HOUR_MS = 3_600_000;
/** Seconds after which to come again when we could not tell or store. */
const AGAIN_AFTER = '60';
const NOTHING: Taken = { received: 0, ignored: 0, setAside: 0 };

export const createWebhookController = ({ strapi }: { strapi: Core.Strapi }) => {
  const logRefusal = createRefusalLog(strapi);
  let forgotAt = 0;

  /** Once an hour is enough: a row too many does no harm. */
  const forget = async (now: Date, keptMs: number): Promise<void> => {
    if (now.getTime() - forgotAt < HOUR_MS) return;
    forgotAt = now.getTime();
    await forgetBefore(strapi, new Date(now.getTime() - keptMs));
  };

  /** @throws Refused, NotNow; Error where the database does not answer. */
  const accept = async (provider: WebhookProvider, ctx: Context): Promise<Taken> => {
    const options = configOf(strapi).webhooks;
    const desk = deskOf(options, provider);
    if (!desk) throw new Refused('unconfigured');
    const now = clock.now();
    const moment = { now, maxAgeMs: options.maxAgeSeconds * 1000 };
    const maxEventAgeMs = options.maxEventHours * HOUR_MS;
    const header: Headers = (name) => (name === 'content-type' ? contentTypeOf(ctx) : ctx.get(name));
    desk.greet(header, moment);
    const body = await readBody(ctx.req, options.maxKilobytes * 1024);
    const { events, nonce, confirm } = await desk.open({ header, body }, moment);
    if (await isKnown(strapi, provider, nonce)) throw new Refused('replayed');
    await confirm?.();
    const since = new Date(desk.undated ? now.getTime() - maxEventAgeMs : 0);
    const taken = await take(strapi, { provider, events, since });
    await remember(strapi, provider, nonce, now);
    // Twice as long as a copy could be accepted, for the clocks of several machines.
    await forget(now, 2 * Math.max(moment.maxAgeMs, maxEventAgeMs));
    return taken;
  };

  const refuse = (provider: WebhookProvider, ctx: Context, { reason }: Refused): void => {
    logRefusal(provider, reason);
    webhookTalliesOf(strapi).count(provider, reason);
    const status = STATUS[reason];
    if (status === 200) {
      ctx.body = { data: NOTHING };
      return;
    }
    // What is left of the body is not read.
    ctx.set('Connection', 'close');
    // Where nothing is configured the answer is that of a path that does not exist.
    if (status === 404) return;
    if (reason === 'credentials') ctx.set('WWW-Authenticate', 'Basic realm="webhooks"');
    ctx.body = '';
    ctx.status = status;
  };

  return {
    async receive(ctx: Context) {
      const provider = WEBHOOK_PROVIDERS.find((name) => name === ctx.params.provider);
      if (!provider) return;
      try {
        ctx.body = { data: await accept(provider, ctx) };
        webhookTalliesOf(strapi).count(provider, 'accepted');
      } catch (error) {
        if (error instanceof Refused) return refuse(provider, ctx, error);
        const words = error instanceof NotNow ? error.message : redacted(error);
        strapi.log.error(`[mail-campaigns] A webhook request of "${provider}" has to come again: ${words}`);
        ctx.status = 503;
        ctx.set('Retry-After', AGAIN_AFTER);
      }
    },

    async find(ctx: Context) {
      const options = configOf(strapi).webhooks;
      const counted = await webhookTalliesOf(strapi).read();
      const data: WebhookInfo[] = WEBHOOK_PROVIDERS.map((provider) => ({
        provider,
        configured: options[provider] !== undefined,
        url: `${publicBaseUrl(strapi)}/webhooks/${provider}`,
        ...(counted.get(provider) ?? { lastReceivedAt: null, refused: [] }),
      }));
      ctx.body = { data };
    },
  };
};
