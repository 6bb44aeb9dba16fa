import type { Core } from '@strapi/strapi';
import { DateTime } from 'luxon';

import type { CampaignStatus, Report, ReportsResponse, ReportSummary } from '../../contracts';
import { institutionOf } from '../config';
import { clock } from '../lib/clock';
import { toDate, toInstant } from '../lib/database';
import { notFound } from '../lib/errors';
import { pagination } from '../lib/validate';
import { derive, figuresOf, sentOf } from './figures/measures';
import { readersOf } from './figures/readers';
import { tallyOf, type DeliveryGroup } from './figures/tally';
import { deliveryGroups, eventsPerHour, linkRows, readerGroups } from './store';

export interface SummariesQuery {
  page: number;
  pageSize: number;
  search: string;
  sort: { field: 'startedAt' | 'name'; direction: 'asc' | 'desc' };
}

export interface ReportService {
  /** Campaigns that have started. */
  summaries(query: SummariesQuery): Promise<ReportsResponse>;
  /**
   * The one data set behind screen, CSV and PDF.
   * @throws NotFoundError `campaign-not-found`
   */
  report(campaignId: number): Promise<Report>;
}

const CAMPAIGN = 'plugin::mail-campaigns.campaign';

interface CampaignRow {
  id: number;
  name: string;
  subject: string | null;
  fromName: string | null;
  fromAddress: string | null;
  status: CampaignStatus;
  timeZone: string;
  startedAt: Date | string | null;
  finishedAt: Date | string | null;
  lists?: { name: string }[];
}

const toSummary = (campaign: CampaignRow, groups: readonly DeliveryGroup[]): ReportSummary => {
  const tally = tallyOf(groups);
  const { delivered, softBounces, hardBounces, uniqueOpens, uniqueClicks, unsubscribes } = figuresOf(tally);
  return {
    campaignId: campaign.id,
    name: campaign.name,
    status: campaign.status,
    startedAt: toInstant(campaign.startedAt),
    recipients: tally.recipients,
    sent: sentOf(tally),
    delivered,
    softBounces,
    hardBounces,
    uniqueOpens,
    uniqueClicks,
    unsubscribes,
  };
};

/** Every hour from the start to the last event, on the full hours of the campaign's clocks; quiet ones as zero. */
async function timelineOf(
  strapi: Core.Strapi,
  { id, startedAt, timeZone }: CampaignRow,
): Promise<Report['timeline']> {
  const started = toDate(startedAt);
  if (!started) return [];
  const start = DateTime.fromJSDate(started, { zone: timeZone }).startOf('hour').toJSDate();
  const events = await eventsPerHour(strapi, id, start);
  const hours = events.reduce((last, { hour }) => Math.max(last, hour + 1), 0);
  const countOf = (hour: number, type: 'open' | 'click') =>
    events.find((event) => event.hour === hour && event.type === type)?.count ?? 0;
  return Array.from({ length: hours }, (_, hour) => ({
    hour: new Date(start.getTime() + hour * 3_600_000).toISOString(),
    opens: countOf(hour, 'open'),
    clicks: countOf(hour, 'click'),
  }));
}

export const createReportService = ({ strapi }: { strapi: Core.Strapi }): ReportService => ({
  async summaries({ page, pageSize, search, sort }) {
    const where = { startedAt: { $notNull: true }, ...(search ? { name: { $containsi: search } } : {}) };
    const campaigns = strapi.db.query(CAMPAIGN);
    const [rows, total] = await Promise.all([
      campaigns.findMany({
        where,
        orderBy: [{ [sort.field]: sort.direction }, { id: 'desc' }],
        limit: pageSize,
        offset: (page - 1) * pageSize,
      }) as Promise<CampaignRow[]>,
      campaigns.count({ where }),
    ]);
    const ids = rows.map(({ id }) => id);
    const groups = await deliveryGroups(strapi, ids, false);
    return {
      data: rows.map((row) => toSummary(row, groups.get(row.id) ?? [])),
      meta: pagination(page, pageSize, total),
    };
  },

  async report(campaignId) {
    const campaign = (await strapi.db.query(CAMPAIGN).findOne({
      where: { id: campaignId },
      populate: { lists: { select: ['name'] } },
    })) as CampaignRow | null;
    if (!campaign)
      throw notFound('campaign-not-found', 'This campaign does not exist. Choose one from the list.');
    const cutOff = clock.now();
    const institution = await institutionOf(strapi);
    const groups = await deliveryGroups(strapi, [campaignId], true);
    return {
      campaign: {
        id: campaign.id,
        name: campaign.name,
        subject: campaign.subject ?? '',
        fromName: campaign.fromName ?? '',
        fromAddress: campaign.fromAddress ?? '',
        status: campaign.status,
        lists: (campaign.lists ?? []).map(({ name }) => name).sort((a, b) => a.localeCompare(b)),
        startedAt: toInstant(campaign.startedAt),
        finishedAt: toInstant(campaign.finishedAt),
      },
      institution: { name: institution.name },
      cutOff: cutOff.toISOString(),
      timeZone: campaign.timeZone,
      ...derive(groups.get(campaignId) ?? []),
      links: await linkRows(strapi, campaignId),
      readers: readersOf(await readerGroups(strapi, campaignId)),
      timeline: await timelineOf(strapi, campaign),
    };
  },
});
