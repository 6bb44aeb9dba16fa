import type { Core } from '@strapi/strapi';

import type { BounceGroup, FeedbackClass } from '../../../contracts';
import { table, toDate } from '../../lib/database';
import { FEEDBACK } from '../tables';
import { meaningOf } from './explain';

/** What concerns nobody who looks for what went wrong. */
const GOOD_NEWS = ['success', 'open', 'click'];
const MOST_DOMAINS = 5;

interface Row {
  class: FeedbackClass;
  reason: string | null;
  status: string | null;
  action: string | null;
  domain: string | null;
  delivery_id: number;
  last_at: unknown;
  last_id: number;
}

/** What came back of a campaign, alike together, most recipients first. */
export async function bounceGroups(strapi: Core.Strapi, campaignId: number): Promise<BounceGroup[]> {
  const alike = ['class', 'reason', 'status', 'action', 'domain', 'delivery_id'];
  const rows = await table(strapi, FEEDBACK)
    .where({ campaign_id: campaignId, state: 'matched' })
    .whereNotIn('class', GOOD_NEWS)
    .groupBy(...alike)
    .max({ last_at: 'received_at', last_id: 'id' })
    .select<Row[]>(...alike);
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.class} ${meaningOf(row)}`;
    put(groups, key, row);
  }
  const words = await repliesOf(
    strapi,
    [...groups.values()].map((group) => latestOf(group).last_id),
  );
  return [...groups.values()]
    .map((group) => toGroup(group, words.get(latestOf(group).last_id) ?? null))
    .sort((a, b) => b.recipients - a.recipients);
}

const latestOf = (group: readonly Row[]): Row => group.reduce((a, b) => (b.last_id > a.last_id ? b : a));
/** A recipient of whom two sources tell counts once. */
const recipientsOf = (rows: readonly Row[]): number => new Set(rows.map((row) => row.delivery_id)).size;

const put = (groups: Map<string, Row[]>, key: string, row: Row): void => {
  const known = groups.get(key);
  if (known) known.push(row);
  else groups.set(key, [row]);
};

async function repliesOf(strapi: Core.Strapi, ids: readonly number[]): Promise<Map<number, string | null>> {
  const rows: { id: number; reply: string | null }[] = await table(strapi, FEEDBACK)
    .whereIn('id', [...ids])
    .select('id', 'reply');
  return new Map(rows.map(({ id, reply }) => [id, reply]));
}

function toGroup(group: readonly Row[], reply: string | null): BounceGroup {
  const latest = latestOf(group);
  const domains = new Map<string, Row[]>();
  for (const row of group) {
    if (row.domain !== null) put(domains, row.domain, row);
  }
  return {
    class: latest.class,
    meaning: meaningOf(latest),
    recipients: recipientsOf(group),
    domains: [...domains]
      .map(([domain, rows]) => ({ domain, recipients: recipientsOf(rows) }))
      .sort((a, b) => b.recipients - a.recipients || (a.domain < b.domain ? -1 : 1))
      .slice(0, MOST_DOMAINS),
    reply,
    lastAt: (toDate(latest.last_at) as Date).toISOString(),
  };
}
