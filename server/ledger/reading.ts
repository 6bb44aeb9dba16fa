import type { Core } from '@strapi/strapi';

import type {
  CampaignOptions,
  DeliveriesResponse,
  Delivery,
  DeliveryStatus,
  ExclusionReason,
  LedgerTotals,
} from '../../contracts';
import { likePattern, table, toCount, toInstant, toJson } from '../lib/database';
import { pagination } from '../lib/validate';
import type { FrozenContent, Headline } from './service';
import { addsUp, totalsOf } from './sums';
import { DELIVERIES, FROZEN_CONTENTS, LINKS } from './tables';

type Row = Record<string, unknown>;

/** Totals of each campaign that was frozen, in two grouped queries. */
export async function totals(
  strapi: Core.Strapi,
  campaignIds: readonly number[],
): Promise<Map<number, LedgerTotals>> {
  const ids = [...campaignIds];
  const frozen: Row[] = await table(strapi, FROZEN_CONTENTS)
    .whereIn('campaign_id', ids)
    .select('campaign_id');
  const rows: Row[] = await table(strapi, DELIVERIES)
    .whereIn('campaign_id', ids)
    .groupBy('campaign_id', 'status')
    .select('campaign_id', 'status')
    .count({ rows: '*' });
  return new Map(
    frozen.map(({ campaign_id: id }) => {
      const counts = rows
        .filter((row) => row.campaign_id === id)
        .map((row) => [row.status, toCount(row.rows)]);
      return [id as number, totalsOf(Object.fromEntries(counts) as Partial<Record<DeliveryStatus, number>>)];
    }),
  );
}

/** The totals and whether the ledger keeps its promise (see `addsUp`); null before the freeze. */
export async function balance(strapi: Core.Strapi, campaignId: number) {
  const frozen: { candidates: number } | undefined = await table(strapi, FROZEN_CONTENTS)
    .where({ campaign_id: campaignId })
    .first('candidates');
  const found = (await totals(strapi, [campaignId])).get(campaignId);
  return frozen && found ? { totals: found, addsUp: addsUp(found, frozen.candidates) } : null;
}

/** The content as it was fixed when sending started. */
export async function content(strapi: Core.Strapi, campaignId: number): Promise<FrozenContent | null> {
  const row = await table(strapi, FROZEN_CONTENTS)
    .where({ campaign_id: campaignId })
    .first<Row | undefined>('*');
  if (!row) return null;
  const links: { url: string }[] = await table(strapi, LINKS)
    .where({ campaign_id: campaignId })
    .orderBy('position')
    .select('url');
  return {
    subject: String(row.subject),
    preheader: typeof row.preheader === 'string' ? row.preheader : '',
    html: String(row.html),
    text: String(row.text),
    fromName: String(row.from_name),
    fromAddress: String(row.from_address),
    replyTo: (row.reply_to as string | null) ?? null,
    options: toJson<CampaignOptions>(row.options) as CampaignOptions,
    links: links.map(({ url }) => url),
  };
}

/** Subject and preheader of each campaign that was frozen, without the weight of its content. */
export async function headlines(
  strapi: Core.Strapi,
  campaignIds: readonly number[],
): Promise<Map<number, Headline>> {
  const rows: { campaign_id: number; subject: string; preheader: string | null }[] = await table(
    strapi,
    FROZEN_CONTENTS,
  )
    .whereIn('campaign_id', [...campaignIds])
    .select('campaign_id', 'subject', 'preheader');
  return new Map(
    rows.map(({ campaign_id: id, subject, preheader }) => [id, { subject, preheader: preheader ?? '' }]),
  );
}

/** Whether the relay has taken an e-mail of it. */
export async function hasReached(strapi: Core.Strapi, campaignId: number): Promise<boolean> {
  const found: unknown = await table(strapi, DELIVERIES)
    .where({ campaign_id: campaignId, status: 'accepted' })
    .first('id');
  return found !== undefined;
}

/** One e-mail that a person got, or did not get, as it is told to that person. */
export interface PersonalRow extends Delivery {
  campaignId: number;
  listId: number | null;
}

export async function rowsOf(strapi: Core.Strapi, contactId: number): Promise<PersonalRow[]> {
  const rows = (await table(strapi, DELIVERIES).where({ contact_id: contactId }).orderBy('id')) as Row[];
  return rows.map((found) => ({
    ...toDelivery(found),
    campaignId: found.campaign_id as number,
    listId: found.list_id as number | null,
  }));
}

/** One page of the ledger of a campaign, in the order of the rows. */
export async function deliveries(
  strapi: Core.Strapi,
  campaignId: number,
  query: { page: number; pageSize: number; search: string; status?: DeliveryStatus },
): Promise<DeliveriesResponse> {
  const matching = () => {
    const rows = table(strapi, DELIVERIES).where({ campaign_id: campaignId });
    if (query.status) rows.where({ status: query.status });
    if (query.search) rows.whereRaw(`address like ? escape '|'`, [likePattern(query.search.toLowerCase())]);
    return rows;
  };
  const [{ count }] = (await matching().count({ count: '*' })) as [{ count: unknown }];
  const rows = (await matching()
    .orderBy('id')
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)) as Row[];
  return { data: rows.map(toDelivery), meta: pagination(query.page, query.pageSize, toCount(count)) };
}

const toDelivery = (row: Row): Delivery => ({
  id: row.id as number,
  address: row.address as string | null,
  domain: String(row.domain),
  status: row.status as DeliveryStatus,
  reason: row.reason as ExclusionReason | null,
  bounceClass: row.bounce_class as Delivery['bounceClass'],
  bounceReason: row.bounce_reason as string | null,
  reply: row.reply as string | null,
  attempts: toCount(row.attempts),
  nextAttemptAt: toInstant(row.next_attempt_at),
  acceptedAt: toInstant(row.accepted_at),
  openCount: toCount(row.open_count),
  clickCount: toCount(row.click_count),
  unsubscribedAt: toInstant(row.unsubscribed_at),
});
