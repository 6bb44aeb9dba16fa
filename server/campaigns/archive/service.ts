import type { Core } from '@strapi/strapi';

import type { CampaignStatus } from '../../../contracts';
import { configOf, publicBaseUrl } from '../../config';
import { ledgerOf } from '../../ledger';
import { clock } from '../../lib/clock';
import { toDate } from '../../lib/database';
import { service } from '../../lib/service';
import { campaignQuery, requireCampaign } from '../campaign/store';
import { isArchiveId } from './identity';
import { isShown } from './shown';

/** A campaign that strangers may read. */
export interface ArchivedCampaign {
  id: number;
  archiveId: string;
  name: string;
  listIds: number[];
  sentAt: Date;
}

export interface Archive {
  /** Newest first. @param page from 1 */
  page(page: { page: number; pageSize: number }): Promise<{ campaigns: ArchivedCampaign[]; total: number }>;
  /** Null for one that is not public as for one that never was: nobody can tell them apart. */
  find(archiveId: string): Promise<ArchivedCampaign | null>;
  isEmpty(): Promise<boolean>;
  /** When the archive changed last; also by taking a campaign out. Null before it ever held one. */
  changedAt(): Promise<Date | null>;
  /** Holds at once. @throws NotFoundError `campaign-not-found` */
  setPublic(campaignId: number, isPublic: boolean): Promise<void>;
}

export const archiveOf = (strapi: Core.Strapi): Archive => service(strapi, 'campaign-archive');

/** Where the archive stands; null where `archive.enabled` is off. */
export const archiveUrlOf = (strapi: Core.Strapi): string | null =>
  configOf(strapi).archive.enabled ? `${publicBaseUrl(strapi)}/archive` : null;

interface Row {
  id: number;
  archiveId: string;
  name: string;
  inArchive: boolean;
  status: CampaignStatus;
  startedAt: string;
  lists: { id: number }[];
}

const COLUMNS = {
  select: ['id', 'archiveId', 'name', 'inArchive', 'status', 'startedAt'],
  populate: { lists: { select: ['id'] } },
};

const toArchived = ({ id, archiveId, name, startedAt, lists }: Row): ArchivedCampaign => ({
  id,
  archiveId,
  name,
  listIds: lists.map((list) => list.id),
  sentAt: toDate(startedAt) ?? clock.now(),
});

export const createArchive = ({ strapi }: { strapi: Core.Strapi }): Archive => {
  /** The rule of `isShown` as a condition. */
  const shown = async () => {
    const marked = { inArchive: true, archiveId: { $notNull: true }, startedAt: { $notNull: true } };
    const underway = (await campaignQuery(strapi).findMany({
      select: ['id'],
      where: { ...marked, status: 'sending' },
    })) as { id: number }[];
    const reached: number[] = [];
    for (const { id } of underway) if (await ledgerOf(strapi).hasReached(id)) reached.push(id);
    return { ...marked, $or: [{ status: 'sent' }, { id: { $in: reached } }] };
  };

  return {
    async page({ page, pageSize }) {
      const where = await shown();
      const [rows, total] = await Promise.all([
        campaignQuery(strapi).findMany({
          ...COLUMNS,
          where,
          orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
          limit: pageSize,
          offset: (page - 1) * pageSize,
        }) as Promise<Row[]>,
        campaignQuery(strapi).count({ where }),
      ]);
      return { campaigns: rows.map(toArchived), total };
    },

    async find(archiveId) {
      if (!isArchiveId(archiveId)) return null;
      const row = (await campaignQuery(strapi).findOne({ ...COLUMNS, where: { archiveId } })) as Row | null;
      if (!row || !isShown(row, true)) return null;
      return row.status === 'sent' || (await ledgerOf(strapi).hasReached(row.id)) ? toArchived(row) : null;
    },

    async isEmpty() {
      return (await campaignQuery(strapi).count({ where: await shown() })) === 0;
    },

    async changedAt() {
      const newest = async (column: 'updatedAt' | 'archiveChangedAt', where: object) => {
        const [row] = (await campaignQuery(strapi).findMany({
          select: [column],
          where,
          orderBy: { [column]: 'desc' },
          limit: 1,
        })) as Record<string, unknown>[];
        return toDate(row?.[column])?.getTime() ?? 0;
      };
      const changed = Math.max(
        await newest('updatedAt', { inArchive: true, startedAt: { $notNull: true } }),
        await newest('archiveChangedAt', { archiveChangedAt: { $notNull: true } }),
      );
      return changed > 0 ? new Date(changed) : null;
    },

    async setPublic(campaignId, isPublic) {
      await requireCampaign(strapi, campaignId);
      await campaignQuery(strapi).update({
        where: { id: campaignId },
        data: { inArchive: isPublic, archiveChangedAt: clock.now() },
      });
    },
  };
};
