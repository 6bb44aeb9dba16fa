import type { Core } from '@strapi/strapi';

import { configOf } from '../../config';
import { clock } from '../../lib/clock';
import { table, toCount } from '../../lib/database';
import { FEEDBACK } from '../tables';
import { raise } from './raise';

const MINUTE = 60_000;

/** Of each domain, the latest words with which it refused the sender. */
export type Blocked = ReadonlyMap<string, string | null>;

/** Slows down what goes to a domain. */
export type HoldDomain = (domain: string, reply: string) => void;

/**
 * Looks at domains that refused the sender: with so many refusals in so many minutes a person is told, and the domain
 * waits, for each try costs a recipient.
 * @returns ids of new alarms.
 */
export async function watchBlocks(
  strapi: Core.Strapi,
  blocked: Blocked,
  hold: HoldDomain,
): Promise<number[]> {
  const { count, minutes } = configOf(strapi).bounces.blocks;
  const since = new Date(clock.now().getTime() - minutes * MINUTE);
  const rows: { domain: string; answers: unknown }[] = await table(strapi, FEEDBACK)
    .whereIn('class', ['block', 'auth-failure'])
    .where('received_at', '>', since)
    .where({ state: 'matched', action: 'failed' })
    .whereIn('domain', [...blocked.keys()])
    .groupBy('domain')
    .select('domain')
    .count({ answers: '*' });
  const raised: (number | null)[] = [];
  for (const { domain, answers: found } of rows) {
    const answers = toCount(found);
    if (answers < count) continue;
    const reply = blocked.get(domain) ?? null;
    hold(domain, reply ?? '');
    const figures = { answers, minutes, reply };
    raised.push(await raise(strapi, { kind: 'blocks', campaignId: null, domain, figures }));
  }
  return raised.filter((id) => id !== null);
}

/** Tells of domains that say that our e-mails do not prove whom they come from. One such answer is enough. */
export async function watchAuthentication(strapi: Core.Strapi, blocked: Blocked): Promise<number[]> {
  const raised: (number | null)[] = [];
  for (const [domain, reply] of blocked) {
    raised.push(
      await raise(strapi, { kind: 'authentication', campaignId: null, domain, figures: { reply } }),
    );
  }
  return raised.filter((id) => id !== null);
}
