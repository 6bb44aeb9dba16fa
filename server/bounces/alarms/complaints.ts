import type { Core } from '@strapi/strapi';

import { configOf } from '../../config';
import { table, toCount } from '../../lib/database';
import { DELIVERIES, FEEDBACK } from '../tables';
import { latest, raise } from './raise';

/** @returns whether it was sending and is paused now. */
export type PauseCampaign = (campaignId: number) => Promise<boolean>;

/** How many recipients of each campaign complained. */
async function complaintsOf(strapi: Core.Strapi, campaignIds: readonly number[]) {
  const rows: { campaign_id: number; complaints: unknown }[] = await table(strapi, FEEDBACK)
    .whereIn('campaign_id', [...campaignIds])
    .where({ class: 'complaint', state: 'matched' })
    // A refusal for a complaint of before is told as one that failed.
    .where((own) => own.whereNull('action').orWhereNot({ action: 'failed' }))
    .groupBy('campaign_id')
    .select('campaign_id')
    .countDistinct({ complaints: 'delivery_id' });
  return rows.map((row) => ({ campaignId: row.campaign_id, complaints: toCount(row.complaints) }));
}

async function deliveredOf(strapi: Core.Strapi, campaignId: number): Promise<number> {
  const [row] = (await table(strapi, DELIVERIES)
    .where({ campaign_id: campaignId, status: 'accepted' })
    .whereNull('bounced_at')
    .count({ delivered: '*' })) as [{ delivered: unknown }];
  return toCount(row.delivered);
}

/**
 * Looks at the complaint rate of campaigns. At the alarm rate a person is told; at the pause rate the campaign pauses,
 * for providers refuse whoever goes on (Gmail and Yahoo: below 0.1 %, never 0.3 %). Whoever goes on after a pause is
 * paused again after as many complaints as the first pause took.
 * @returns ids of new alarms.
 */
export async function watchComplaints(
  strapi: Core.Strapi,
  campaignIds: readonly number[],
  pause: PauseCampaign,
): Promise<number[]> {
  const rules = configOf(strapi).bounces.complaints;
  const raised: (number | null)[] = [];
  for (const { campaignId, complaints } of await complaintsOf(strapi, campaignIds)) {
    if (complaints < rules.minimum) continue;
    const delivered = await deliveredOf(strapi, campaignId);
    const rate = complaints / Math.max(1, delivered);
    if (rate < rules.alarmRate) continue;
    const paused = { kind: 'complaints-paused', campaignId, domain: null } as const;
    const before = await latest(strapi, paused);
    const figures = { complaints, delivered };
    const isNew = complaints >= (before?.figures.complaints ?? 0) + rules.minimum;
    if (rate >= rules.pauseRate && isNew && (await pause(campaignId))) {
      raised.push(await raise(strapi, { ...paused, figures }, true));
    } else if (!before || before.seen) {
      raised.push(await raise(strapi, { ...paused, kind: 'complaints', figures }));
    }
  }
  return raised.filter((id) => id !== null);
}
