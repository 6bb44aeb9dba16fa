import type { Core } from '@strapi/strapi';

import type { SenderHealth } from '../../../contracts';
import { configOf, publicBaseUrl } from '../../config';
import { clock } from '../../lib/clock';
import { createDnsCache, createResolver } from '../../lib/dns';
import { notFound } from '../../lib/errors';
import { service } from '../../lib/service';
import { senderOf, type SenderRow } from '../sender/store';
import { examine, type ExaminedSender } from './examine';

/** After so long a check ends with what is known by then. */
const DEADLINE_MS = 10_000;
/** For so long an answer is shown again, and one in which the DNS did not tell something. */
const KEPT_MS = 300_000;
const KEPT_UNREAD_MS = 30_000;

export interface HealthService {
  /**
   * What receivers see of a sender. @param fresh asks the DNS anew, whatever is known.
   * @throws NotFoundError `sender-not-found`
   */
  ofSender(id: number, fresh?: boolean): Promise<SenderHealth>;
  /** What is known of a sender at the moment; where that is nothing or old, it is looked up meanwhile. */
  latest(sender: SenderRow): SenderHealth | null;
  close(): void;
}

/** What a check depends on: after a change of it, an earlier one says nothing. */
const keyOf = ({ id, fromAddress, replyTo, transport }: ExaminedSender): string =>
  JSON.stringify([id, fromAddress, replyTo, transport]);

export const createHealthService = ({ strapi }: { strapi: Core.Strapi }): HealthService => {
  const setting = { config: configOf(strapi), publicUrl: publicBaseUrl(strapi) };
  const cache = createDnsCache(createResolver(setting.config.dns.servers));
  const known = new Map<string, SenderHealth>();
  const running = new Map<string, Promise<SenderHealth>>();

  const run = async (sender: ExaminedSender, notBefore?: Date): Promise<SenderHealth> => {
    const key = keyOf(sender);
    const health = await examine(cache.within(AbortSignal.timeout(DEADLINE_MS), notBefore), sender, setting);
    for (const [old, { senderId }] of known) if (senderId === sender.id) known.delete(old);
    known.set(key, health);
    return health;
  };

  const check = (sender: ExaminedSender): Promise<SenderHealth> => {
    const key = keyOf(sender);
    const started = running.get(key) ?? run(sender).finally(() => running.delete(key));
    running.set(key, started);
    return started;
  };

  const isRecent = ({ checkedAt, checks }: SenderHealth): boolean => {
    const isUnread = checks.some(({ findings }) => findings.some(({ code }) => code === 'unreadable'));
    return clock.now().getTime() - Date.parse(checkedAt) < (isUnread ? KEPT_UNREAD_MS : KEPT_MS);
  };

  return {
    async ofSender(id, fresh = false) {
      const sender = await senderOf(strapi, { id });
      if (!sender) throw notFound('sender-not-found', 'This sender no longer exists. Reload the settings.');
      if (fresh) return run(sender, clock.now());
      const last = known.get(keyOf(sender));
      return last && isRecent(last) ? last : check(sender);
    },
    latest(sender) {
      const last = known.get(keyOf(sender)) ?? null;
      // Nobody waits for it: what it finds is told the next time.
      if (!last || !isRecent(last)) void check(sender).catch(() => undefined);
      return last;
    },
    close: () => cache.close(),
  };
};

export const healthOf = (strapi: Core.Strapi): HealthService => service(strapi, 'domain-health');
