import type { Core } from '@strapi/strapi';

import { table, toCount } from '../../lib/database';
import { tallyOf, type DeliveryGroup } from '../figures/tally';

const DELIVERIES = 'mail_campaigns_deliveries';
const CAMPAIGNS = 'mail_campaigns_campaigns';

const PERIOD_DAYS = 30;
const WEEK_DAYS = 7;
export const WEEKS = 8;
const DAY_MS = 86_400_000;

/** Where the stretches of time begin that are counted apart, in days before the cut-off: the weeks, and the 30 days. */
const STARTS = [
  ...Array.from({ length: WEEKS }, (_, week) => (week + 1) * WEEK_DAYS),
  PERIOD_DAYS,
  2 * PERIOD_DAYS,
].sort((a, b) => a - b);

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
  /** The 30 days before. */
  before: DomainCounts;
  /** The last weeks, the oldest first. */
  weeks: DomainCounts[];
}

const daysBefore = (cutOff: Date, days: number): Date => new Date(cutOff.getTime() - days * DAY_MS);
/** Start of the last 30 days. */
export const startOf = (cutOff: Date): Date => daysBefore(cutOff, PERIOD_DAYS);

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

export const nothing = (): DomainCounts => ({ sent: 0, soft: 0, blocks: 0, hard: 0, complaints: 0 });

/** What an e-mail counts for that belongs to a stretch of `STARTS`. */
function countsAt({ now, before, weeks }: DomainPeriods, stretch: number): DomainCounts[] {
  const start = STARTS[stretch] ?? 0;
  const week = weeks[WEEKS - Math.ceil(start / WEEK_DAYS)];
  return [start <= PERIOD_DAYS ? now : before, ...(week ? [week] : [])];
}

interface Row {
  domain: string;
  stretch: unknown;
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
 * The last 30 days, the 30 days before and the last weeks by recipient domain, from two grouped queries: how many
 * e-mails, and what came of the few that came back. What did not come back was delivered, so the parts always add up.
 */
export async function recipientDomains(strapi: Core.Strapi, cutOff: Date): Promise<DomainPeriods[]> {
  const start = daysBefore(cutOff, 2 * PERIOD_DAYS);
  const campaignIds = await campaignsSince(strapi, start);
  if (campaignIds.length === 0) return [];
  const db = strapi.db.connection;
  const cases = STARTS.map((_, stretch) => `when ${ENDED_AT} >= ? then ${stretch}`).join(' ');
  const stretch = db.raw(
    `case ${cases} end as stretch`,
    STARTS.map((days) => daysBefore(cutOff, days)),
  );
  const rows = () =>
    table(strapi, DELIVERIES)
      .whereIn('campaign_id', campaignIds)
      .whereIn('status', ended)
      .whereRaw(`${ENDED_AT} >= ?`, [start]);
  const found = new Map<string, DomainPeriods>();
  const totals = await rows()
    .groupBy('domain', 'stretch')
    .select<{ domain: string; stretch: unknown; count: unknown }[]>(
      'domain',
      stretch,
      db.raw('count(*) as ??', ['count']),
    );
  for (const row of totals) {
    const domain = found.get(row.domain) ?? emptyOf(row.domain);
    found.set(row.domain, domain);
    for (const counts of countsAt(domain, toCount(row.stretch))) counts.sent += toCount(row.count);
  }
  for (const row of await notable(strapi, rows().select(stretch))) {
    const domain = found.get(row.domain);
    if (domain) for (const counts of countsAt(domain, toCount(row.stretch))) add(counts, row);
  }
  return [...found.values()];
}

const emptyOf = (domain: string): DomainPeriods => ({
  domain,
  now: nothing(),
  before: nothing(),
  weeks: Array.from({ length: WEEKS }, nothing),
});

/** What came back, and complaints: few rows, by all that decides what they are. */
async function notable(strapi: Core.Strapi, rows: ReturnType<typeof table>): Promise<Row[]> {
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
    )
    .as('each_row');
  const keys = ['domain', 'status', 'bounce_class', 'bounce_reason', 'bounced', 'stretch'];
  return db
    .from(each)
    .groupBy(...keys)
    .select<Row[]>(
      ...keys,
      db.raw('count(*) as ??', ['count']),
      db.raw('count(complained_at) as complained'),
    );
}
