import type { Core } from '@strapi/strapi';

import {
  WEBHOOK_REFUSALS,
  type WebhookInfo,
  type WebhookProvider,
  type WebhookRefusal,
} from '../../../contracts';
import { clock } from '../../lib/clock';
import { table, toCount, toDate } from '../../lib/database';
import { redacted } from '../../lib/redact';
import { webhookTally } from './models';

export type Outcome = 'accepted' | WebhookRefusal;

type Summary = Pick<WebhookInfo, 'lastReceivedAt' | 'refused'>;

export interface Tallies {
  count(provider: WebhookProvider, outcome: Outcome): void;
  /** What was counted, by all processes and by this one up to now. */
  read(): Promise<Map<WebhookProvider, Summary>>;
  /** Writes what waits. */
  flush(): Promise<void>;
}

/** Strangers can be refused thousands of times a second: what was counted is written once in so long. */
const WRITE_MS = 5_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const KEPT_MS = 30 * DAY_MS;

interface Waiting {
  provider: WebhookProvider;
  outcome: Outcome;
  hour: Date;
  total: number;
  lastAt: Date;
}

export function createTallies(strapi: Core.Strapi): Tallies {
  let waiting = new Map<string, Waiting>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const write = async (counted: Waiting[]): Promise<void> => {
    try {
      for (const one of counted) await add(strapi, one);
    } catch (error) {
      strapi.log.error(`[mail-campaigns] Requests of webhooks were not counted: ${redacted(error)}`);
    }
  };
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const counted = [...waiting.values()];
    waiting = new Map();
    return (writing = writing.then(() => write(counted)));
  };

  return {
    count(provider, outcome) {
      const now = clock.now();
      const hour = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS);
      const key = `${provider} ${outcome} ${hour.getTime()}`;
      const one = waiting.get(key) ?? { provider, outcome, hour, total: 0, lastAt: now };
      waiting.set(key, { ...one, total: one.total + 1, lastAt: now });
      timer ??= setTimeout(() => void flush(), WRITE_MS).unref();
    },
    flush,
    async read() {
      await flush();
      return summaries(strapi);
    },
  };
}

const rows = (strapi: Core.Strapi) => table(strapi, webhookTally.table);

async function add(strapi: Core.Strapi, { provider, outcome, hour, total, lastAt }: Waiting): Promise<void> {
  const key = { provider, outcome, hour };
  await rows(strapi)
    .insert({ ...key, total: 0, last_at: lastAt })
    .onConflict(['provider', 'outcome', 'hour'])
    .ignore();
  await rows(strapi)
    .where(key)
    .update({ total: strapi.db.connection.raw('total + ?', [total]), last_at: lastAt });
}

interface Row {
  provider: WebhookProvider;
  outcome: string;
  hour: unknown;
  total: unknown;
  last_at: unknown;
}

async function summaries(strapi: Core.Strapi): Promise<Map<WebhookProvider, Summary>> {
  const now = clock.now().getTime();
  await rows(strapi)
    .where('hour', '<', new Date(now - KEPT_MS))
    .del();
  const found: Row[] = await rows(strapi).select('provider', 'outcome', 'hour', 'total', 'last_at');
  const read = found.map((row) => ({ ...row, lastAt: toDate(row.last_at) as Date }));
  return new Map(
    [...new Set(read.map(({ provider }) => provider))].map((provider) => {
      const own = read.filter((row) => row.provider === provider);
      const accepted = own.filter(({ outcome }) => outcome === 'accepted').map(({ lastAt }) => lastAt);
      const lately = own.filter(({ lastAt }) => lastAt.getTime() > now - DAY_MS);
      return [provider, { lastReceivedAt: latest(accepted), refused: refusalsOf(lately) }];
    }),
  );
}

const latest = (moments: Date[]): string | null =>
  moments.length ? new Date(Math.max(...moments.map(Number))).toISOString() : null;

function refusalsOf(lately: (Row & { lastAt: Date })[]): Summary['refused'] {
  return WEBHOOK_REFUSALS.flatMap((reason) => {
    const own = lately.filter(({ outcome }) => outcome === reason);
    const lastAt = latest(own.map((row) => row.lastAt));
    return lastAt ? [{ reason, total: own.reduce((sum, row) => sum + toCount(row.total), 0), lastAt }] : [];
  }).sort((a, b) => b.total - a.total);
}
