import type { Core } from '@strapi/strapi';

import type { WebhookProvider, WebhookRefusal } from '../../../contracts';
import { clock } from '../../lib/clock';

const WORDS: Record<WebhookRefusal, string> = {
  unconfigured: 'nothing is configured for it',
  credentials: 'its password or token is not the configured one',
  signature: 'its signature does not hold',
  certificate: 'its certificate is not one of Amazon SNS',
  topic: 'its topic is not among webhooks.ses.topicArns',
  old: 'it was signed too long ago, or its events are too old',
  replayed: 'it came before',
  size: 'it is larger than webhooks.maxKilobytes',
  format: 'it is not what this provider sends',
};

/** Outside, the reason shows only where it gives nothing away. */
export const STATUS: Record<WebhookRefusal, number> = {
  unconfigured: 404,
  credentials: 401,
  signature: 401,
  certificate: 401,
  topic: 401,
  old: 401,
  // A provider sends again when our answer got lost: it is to stop.
  replayed: 200,
  size: 413,
  format: 400,
};

const QUIET_MS = 10 * 60_000;

/** One line per provider and reason in ten minutes, however many come; nothing of the request is in it. */
export function createRefusalLog(strapi: Core.Strapi) {
  const said = new Map<string, { until: number; more: number }>();
  return (provider: WebhookProvider, reason: WebhookRefusal): void => {
    const key = `${provider} ${reason}`;
    const now = clock.now().getTime();
    const last = said.get(key);
    if (last && last.until > now) {
      last.more += 1;
      return;
    }
    const since = last?.more ? ` ${last.more} more were refused for this since the last such line.` : '';
    said.set(key, { until: now + QUIET_MS, more: 0 });
    strapi.log.warn(
      `[mail-campaigns] A webhook request of "${provider}" was not accepted: ${WORDS[reason]}.${since}`,
    );
  };
}
