import type { Core } from '@strapi/strapi';

import type { LinkRow } from '../../contracts';
import { qualified, table, toCount } from '../lib/database';
import { dialectOf, type Dialect } from '../lib/dialect';
import type { ReaderGroup } from './figures/readers';
import type { DeliveryGroup } from './figures/tally';

const DELIVERIES = 'mail_campaigns_deliveries';
const LINKS = 'mail_campaigns_links';
const EVENTS = 'mail_campaigns_events';

/** Most hours that a report shows after the start. */
export const TIMELINE_HOURS = 72;

/** Classes of events that the headline figures count. */
const COUNTED = ['human', 'proxy'];

const countIf = (condition: string): string => `sum(case when ${condition} then 1 else 0 end)`;
/** A person who clicked has opened, images off or not: where no open was seen, the click stands for one. */
const opensOr = (opens: string, clicks: string): string =>
  `sum(case when ${opens} = 0 and ${clicks} > 0 then 1 else ${opens} end)`;

const ALL_OPENS = '(open_count + privacy_open_count + machine_open_count)';
const ALL_CLICKS = '(click_count + machine_click_count)';

const SUMS: Record<
  Exclude<keyof DeliveryGroup, 'domain' | 'status' | 'reason' | 'bounceClass' | 'bounceReason' | 'bounced'>,
  string
> = {
  count: 'count(*)',
  openers: countIf('open_count > 0 or click_count > 0'),
  opens: opensOr('open_count', 'click_count'),
  clickers: countIf('click_count > 0'),
  clicks: 'sum(click_count)',
  allOpeners: countIf(`${ALL_OPENS} > 0 or ${ALL_CLICKS} > 0`),
  allOpens: opensOr(ALL_OPENS, ALL_CLICKS),
  allClickers: countIf(`${ALL_CLICKS} > 0`),
  allClicks: `sum(${ALL_CLICKS})`,
  unsubscribed: 'count(unsubscribed_at)',
  complained: 'count(complained_at)',
};
const SUM_KEYS = Object.keys(SUMS) as (keyof typeof SUMS)[];

const BOUNCED = 'case when bounced_at is null then 0 else 1 end';

interface Row extends Record<keyof typeof SUMS, unknown> {
  campaign_id: number;
  domain?: string;
  status: DeliveryGroup['status'];
  reason: string | null;
  bounce_class: string | null;
  bounce_reason: string | null;
  bounced: unknown;
}

const toGroup = (row: Row): DeliveryGroup => ({
  domain: row.domain ?? '',
  status: row.status,
  reason: row.reason,
  bounceClass: row.bounce_class,
  bounceReason: row.bounce_reason,
  bounced: toCount(row.bounced) === 1,
  ...(Object.fromEntries(SUM_KEYS.map((key) => [key, toCount(row[key])])) as Record<
    keyof typeof SUMS,
    number
  >),
});

/**
 * The ledger of some campaigns in one query, grouped so that every measure follows from it.
 * @param byDomain also by recipient domain: for a report; not for a page of summaries.
 */
export async function deliveryGroups(
  strapi: Core.Strapi,
  campaignIds: readonly number[],
  byDomain: boolean,
): Promise<Map<number, DeliveryGroup[]>> {
  const groups = new Map<number, DeliveryGroup[]>(campaignIds.map((id) => [id, []]));
  if (campaignIds.length === 0) return groups;
  const columns = [
    'campaign_id',
    'status',
    'reason',
    'bounce_class',
    'bounce_reason',
    ...(byDomain ? ['domain'] : []),
  ];
  const db = strapi.db.connection;
  const rows = await table(strapi, DELIVERIES)
    .whereIn('campaign_id', [...campaignIds])
    .groupBy(...columns)
    .groupByRaw(BOUNCED)
    .select(...columns, db.raw(`${BOUNCED} as bounced`))
    .select<Row[]>(SUM_KEYS.map((key) => db.raw(`${SUMS[key]} as ??`, [key])));
  for (const row of rows) groups.get(row.campaign_id)?.push(toGroup(row));
  return groups;
}

/** The links of a campaign, most clicked first. */
export async function linkRows(strapi: Core.Strapi, campaignId: number): Promise<LinkRow[]> {
  const links = await table(strapi, LINKS)
    .where('campaign_id', campaignId)
    .orderBy('position')
    .select<{ id: number; url: string }[]>('id', 'url');
  const db = strapi.db.connection;
  const clicks = await table(strapi, EVENTS)
    .where({ campaign_id: campaignId, type: 'click' })
    .whereIn('class', COUNTED)
    .whereNotNull('link_id')
    .groupBy('link_id')
    .select<{ link_id: number; total: unknown; people: unknown }[]>(
      'link_id',
      db.raw('count(*) as total'),
      db.raw('count(distinct delivery_id) as people'),
    );
  const byLink = new Map(clicks.map((row) => [row.link_id, row]));
  return links
    .map(({ id, url }) => ({
      id,
      url,
      uniqueClicks: toCount(byLink.get(id)?.people),
      totalClicks: toCount(byLink.get(id)?.total),
    }))
    .sort((a, b) => b.totalClicks - a.totalClicks);
}

const READER = ['device', 'client', 'country', 'city'] as const;

/** Everybody of whom an open or click counts, by what their last one by a program of their own tells. */
export async function readerGroups(strapi: Core.Strapi, campaignId: number): Promise<ReaderGroup[]> {
  const db = strapi.db.connection;
  const people = table(strapi, EVENTS)
    .where('campaign_id', campaignId)
    .whereIn('type', ['open', 'click'])
    .whereIn('class', COUNTED)
    .groupBy('delivery_id')
    .select(db.raw("max(case when class = 'human' then id end) as last_id"))
    .as('people');
  const rows = await db
    .from(people)
    .leftJoin(`${qualified(strapi, EVENTS)} as e`, 'e.id', 'people.last_id')
    .groupBy(...READER)
    .groupByRaw('case when last_id is null then 1 else 0 end')
    .select<(Record<(typeof READER)[number], string | null> & { hidden: unknown; people: unknown })[]>(
      ...READER,
      db.raw('case when last_id is null then 1 else 0 end as hidden'),
      db.raw('count(*) as people'),
    );
  return rows.map((row) => ({ ...row, hidden: toCount(row.hidden) === 1, people: toCount(row.people) }));
}

/** Whole hours from an instant (the one binding) to `occurred_at`. */
const HOURS_SINCE: Record<Dialect, string> = {
  sqlite: 'cast((occurred_at - ?) / 3600000 as integer)',
  postgres: 'cast(floor(extract(epoch from (occurred_at - cast(? as timestamp))) / 3600) as integer)',
  mysql: 'timestampdiff(hour, ?, occurred_at)',
};

/** Opens and clicks that count by whole hours after `start`, hours without any left out. */
export async function eventsPerHour(
  strapi: Core.Strapi,
  campaignId: number,
  start: Date,
): Promise<{ hour: number; type: 'open' | 'click'; count: number }[]> {
  const db = strapi.db.connection;
  const end = new Date(start.getTime() + TIMELINE_HOURS * 3_600_000);
  const events = table(strapi, EVENTS)
    .where('campaign_id', campaignId)
    .whereIn('class', COUNTED)
    .where('occurred_at', '>=', start)
    .where('occurred_at', '<', end)
    .select('type', db.raw(`${HOURS_SINCE[dialectOf(strapi)]} as hour`, [start]))
    .as('per_event');
  const rows = await db
    .from(events)
    .groupBy('type', 'hour')
    .select<{ type: 'open' | 'click'; hour: unknown; count: unknown }[]>(
      'type',
      'hour',
      db.raw('count(*) as count'),
    );
  return rows.map(({ type, hour, count }) => ({ type, hour: toCount(hour), count: toCount(count) }));
}
