import type { Core } from '@strapi/strapi';

import {
  type Campaign,
  type CampaignStatus,
  type CampaignSummary,
  type LedgerTotals,
  type UncertainPolicy,
  PLUGIN_ID,
} from '../../../contracts';
import { toInstant } from '../../lib/database';
import { notFound } from '../../lib/errors';
import { isShown } from '../archive/shown';
import { transitionsFrom } from './state-machine';

export const CAMPAIGN_UID = `plugin::${PLUGIN_ID}.campaign` as const;

/** A campaign as the database layer gives it. */
export interface CampaignRow {
  id: number;
  name: string;
  subject: string | null;
  preheader: string | null;
  fromName: string | null;
  fromAddress: string | null;
  replyTo: string | null;
  lists: { id: number; name: string }[];
  mjml: string | null;
  timeZone: string;
  scheduledLocal: string | null;
  scheduledAt: string | null;
  viewInBrowser: boolean;
  unsubscribeLink: boolean;
  trackOpens: boolean;
  trackClicks: boolean;
  uncertainPolicy: UncertainPolicy;
  inArchive: boolean | null;
  archiveId: string | null;
  status: CampaignStatus;
  statusReason: string | null;
  frozenAt: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  createdAt: string;
  updatedAt: string;
}

export const WITH_LISTS = { lists: { select: ['id', 'name'] } };

export const campaignQuery = (strapi: Core.Strapi) => strapi.db.query(CAMPAIGN_UID);

export const findCampaign = async (strapi: Core.Strapi, id: number): Promise<CampaignRow | null> =>
  (await campaignQuery(strapi).findOne({ where: { id }, populate: WITH_LISTS })) as CampaignRow | null;

/** @throws NotFoundError `campaign-not-found` */
export async function requireCampaign(strapi: Core.Strapi, id: number): Promise<CampaignRow> {
  const row = await findCampaign(strapi, id);
  if (!row)
    throw notFound('campaign-not-found', 'This campaign no longer exists. Go back to the list of campaigns.');
  return row;
}

export const listIdsOf = (row: CampaignRow): number[] => row.lists.map(({ id }) => id);

export const optionsOf = ({ viewInBrowser, unsubscribeLink, trackOpens, trackClicks }: CampaignRow) => ({
  viewInBrowser,
  unsubscribeLink,
  trackOpens,
  trackClicks,
});

/** Of whoever asks for campaigns. */
export interface Viewer {
  /** Whether they may send; without it no transition is offered. */
  mayAct: boolean;
  /** Where the archive stands; null where there is none. */
  archiveUrl: string | null;
}

export const toSummary = (
  row: Omit<CampaignRow, 'mjml'>,
  ledger: LedgerTotals | undefined,
  { mayAct, archiveUrl }: Viewer,
): CampaignSummary => ({
  id: row.id,
  name: row.name,
  subject: row.subject ?? '',
  preheader: row.preheader ?? '',
  fromName: row.fromName ?? '',
  fromAddress: row.fromAddress ?? '',
  replyTo: row.replyTo,
  listIds: listIdsOf(row as CampaignRow),
  timeZone: row.timeZone,
  scheduledLocal: row.scheduledLocal,
  scheduledAt: toInstant(row.scheduledAt),
  options: optionsOf(row as CampaignRow),
  uncertainPolicy: row.uncertainPolicy,
  public: row.inArchive === true,
  publicUrl:
    archiveUrl && isShown(row, (ledger?.byStatus.accepted ?? 0) > 0)
      ? `${archiveUrl}/${row.archiveId}`
      : null,
  status: row.status,
  statusReason: row.statusReason,
  transitions: mayAct ? transitionsFrom(row.status) : [],
  ledger: ledger ?? null,
  startedAt: toInstant(row.startedAt),
  finishedAt: toInstant(row.finishedAt),
  createdAt: toInstant(row.createdAt) ?? '',
  updatedAt: toInstant(row.updatedAt) ?? '',
});

export const toCampaign = (row: CampaignRow, ledger: LedgerTotals | undefined, viewer: Viewer): Campaign => ({
  ...toSummary(row, ledger, viewer),
  mjml: row.mjml ?? '',
});
