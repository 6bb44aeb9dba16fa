import type { Core } from '@strapi/strapi';

import type { QuotaState } from '../../../contracts';
import { institutionOf, sendingRulesOf } from '../../config';
import { monthOf, quotaUse } from '../../delivery';
import { ledgerOf } from '../../ledger';
import { clock } from '../../lib/clock';
import { campaignQuery, listIdsOf, WITH_LISTS, type CampaignRow } from '../campaign/store';

type Planned = QuotaState['planned'][number];

/** Who a campaign will write to: whom a freeze now would give, or who is left of one that is frozen. */
async function recipientsOf(strapi: Core.Strapi, row: CampaignRow): Promise<number> {
  const ledger = ledgerOf(strapi);
  const totals = row.frozenAt ? (await ledger.totals([row.id])).get(row.id) : undefined;
  if (!totals) return (await ledger.audience(listIdsOf(row))).recipients;
  // What is in flight is counted as used already.
  return totals.byStatus.pending + totals.byStatus.deferred;
}

/** Campaigns that will use the quota of a month: what goes out now, and what is scheduled before its end. */
async function plannedIn(
  strapi: Core.Strapi,
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
): Promise<Planned[]> {
  const isCurrent = startsAt <= clock.now();
  const scheduled = { $lt: endsAt, ...(!isCurrent && { $gte: startsAt }) };
  const rows = (await campaignQuery(strapi).findMany({
    where: {
      $or: [{ status: 'scheduled', scheduledAt: scheduled }, ...(isCurrent ? [{ status: 'sending' }] : [])],
    },
    orderBy: { id: 'asc' },
    populate: WITH_LISTS,
  })) as CampaignRow[];
  const planned: Planned[] = [];
  for (const row of rows) {
    const recipients = await recipientsOf(strapi, row);
    if (recipients > 0) planned.push({ campaignId: row.id, name: row.name, recipients });
  }
  return planned;
}

/**
 * How the quota of a month stands, with what is planned.
 * @param at any moment of the month, now or later. @param except a campaign that is left out of the planned ones.
 */
export async function quotaState(strapi: Core.Strapi, at: Date, except?: number): Promise<QuotaState> {
  const { monthlyQuota } = await sendingRulesOf(strapi);
  const { timeZone } = await institutionOf(strapi);
  const use = await quotaUse(strapi, monthlyQuota, timeZone, at);
  const all = await plannedIn(strapi, monthOf(at, timeZone));
  const planned = all.filter(({ campaignId }) => campaignId !== except);
  const plannedTotal = planned.reduce((sum, { recipients }) => sum + recipients, 0);
  const short = use.remaining !== null && plannedTotal > use.remaining;
  return { ...use, planned, plannedTotal, short };
}
