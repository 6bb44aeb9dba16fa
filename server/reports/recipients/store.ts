import type { Core } from '@strapi/strapi';

import { table, toCount } from '../../lib/database';
import { tallyOf, type DeliveryGroup } from '../figures/tally';

const DELIVERIES = 'mail_campaigns_deliveries';
const CAMPAIGNS = 'mail_campaigns_campaigns';

export const PERIOD_DAYS = 30;
const DAY_MS = 86_400_000;

/** Counts of e-mails to a domain whose sending ended. */
export interface DomainCounts {
  sent: number;
  /** Without `blocks`. */
  soft: number;
  blocks: number;
  hard: number;
  complaints: number;
}

export interface DomainPeriods {
  domain: string;
  now: DomainCounts;
  before: DomainCounts;
}

export interface Periods {
  /** Start of the 30 days before. */
  before: Date;
  /** Start of the last 30 days. */
  from: Date;
}

export const periodsUntil = (cutOff: Date): Periods => ({
  from: new Date(cutOff.getTime() - PERIOD_DAYS * DAY_MS),
  before: new Date(cutOff.getTime() - 2 * PERIOD_DAYS * DAY_MS),
});

/** When the sending of a row ended: the relay took it, or it came to nothing. */
const ENDED_AT = 'coalesce(accepted_at, bounced_at)';
const ended = ['accepted', 'rejected'];

/**
 * Campaigns that may hold e-mails of the time: a sign of arrival may end what was uncertain after the campaign ended,
 * and that within a month.
 */
async function campaignsSince(strapi: Core.Strapi, start: Date): Promise<number[]> {
  const late = new Date(start.getTime() - PERIOD_DAYS * DAY_MS);
  const rows = await table(strapi, CAMPAIGNS)
    .whereNotNull('started_at')
    .where((query) => query.whereNull('finished_at').orWhere('finished_at', '>=', late))
    .select<{ id: number }[]>('id');
  return rows.map(({ id }) => id);
}

const nothing = (): DomainCounts => ({ sent: 0, soft: 0, blocks: 0, hard: 0, complaints: 0 });

interface Row {
  domain: string;
  recent: unknown;
  status: DeliveryGroup['status'];
  bounce_class: string | null;
  bounce_reason: string | null;
  bounced: unknown;
  count: unknown;
  complained: unknown;
}

const NO_ENGAGEMENT = {
  openers: 0,
  opens: 0,
  clickers: 0,
  clicks: 0,
  allOpeners: 0,
  allOpens: 0,
  allClickers: 0,
  allClicks: 0,
  unsubscribed: 0,
};

const toGroup = (row: Row): DeliveryGroup => ({
  domain: row.domain,
  status: row.status,
  reason: null,
  bounceClass: row.bounce_class,
  bounceReason: row.bounce_reason,
  bounced: toCount(row.bounced) === 1,
  count: toCount(row.count),
  complained: toCount(row.complained),
  ...NO_ENGAGEMENT,
});

const sum = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

/** What a bounce is, is decided where every report decides it. */
function add(counts: DomainCounts, row: Row): void {
  const { soft, hard, complained } = tallyOf([toGroup(row)]);
  const { policy, ...others } = soft;
  counts.blocks += policy;
  counts.soft += sum(others);
  counts.hard += sum(hard);
  counts.complaints += complained;
}

/**
 * The last 30 days and the 30 days before by recipient domain, from two grouped queries: how many e-mails, and what
 * came of the few that came back. What did not come back was delivered, so the parts always add up.
 */
export async function recipientDomains(
  strapi: Core.Strapi,
  { before, from }: Periods,
): Promise<DomainPeriods[]> {
  const campaignIds = await campaignsSince(strapi, before);
  if (campaignIds.length === 0) return [];
  const db = strapi.db.connection;
  const rows = () =>
    table(strapi, DELIVERIES)
      .whereIn('campaign_id', campaignIds)
      .whereIn('status', ended)
      .whereRaw(`${ENDED_AT} >= ?`, [before]);
  const totals = await rows()
    .groupBy('domain')
    .select<{ domain: string; all: unknown; recent: unknown }[]>(
      'domain',
      db.raw('count(*) as ??', ['all']),
      db.raw(`count(case when ${ENDED_AT} >= ? then 1 end) as recent`, [from]),
    );
  const found = new Map(
    totals.map(({ domain, all, recent }) => {
      const now = { ...nothing(), sent: toCount(recent) };
      return [domain, { domain, now, before: { ...nothing(), sent: toCount(all) - now.sent } }];
    }),
  );
  for (const row of await notable(strapi, rows(), from)) {
    const domain = found.get(row.domain);
    if (domain) add(toCount(row.recent) === 1 ? domain.now : domain.before, row);
  }
  return [...found.values()];
}

/** What came back, and complaints: few rows, by all that decides what they are. */
async function notable(strapi: Core.Strapi, rows: ReturnType<typeof table>, from: Date): Promise<Row[]> {
  const db = strapi.db.connection;
  const each = rows
    .where((query) => query.whereNotNull('bounced_at').orWhereNotNull('complained_at'))
    .select(
      'domain',
      'status',
      'bounce_class',
      'bounce_reason',
      'complained_at',
      db.raw('case when bounced_at is null then 0 else 1 end as bounced'),
      db.raw(`case when ${ENDED_AT} >= ? then 1 else 0 end as recent`, [from]),
    )
    .as('each_row');
  const keys = ['domain', 'status', 'bounce_class', 'bounce_reason', 'bounced', 'recent'];
  return db
    .from(each)
    .groupBy(...keys)
    .select<Row[]>(
      ...keys,
      db.raw('count(*) as ??', ['count']),
      db.raw('count(complained_at) as complained'),
    );
}
