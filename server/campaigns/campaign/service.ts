import type { Core } from '@strapi/strapi';

import {
  type Campaign,
  type CampaignCheck,
  type CampaignInput,
  type CampaignsResponse,
  type CampaignStatus,
  type CreateCampaignRequest,
  PLUGIN_ID,
} from '../../../contracts';
import { institutionOf } from '../../config';
import { ledgerOf } from '../../ledger';
import { clock } from '../../lib/clock';
import { inTransaction } from '../../lib/database';
import { invalid, refused } from '../../lib/errors';
import { pagination } from '../../lib/validate';
import { firstSender, isSender } from '../sender/store';
import { archiveUrlOf } from '../archive/service';
import { check } from './readiness';
import {
  campaignQuery,
  listIdsOf,
  requireCampaign,
  toCampaign,
  toSummary,
  WITH_LISTS,
  type CampaignRow,
} from './store';

export interface CampaignPage {
  page: number;
  pageSize: number;
  search: string;
  sort: { field: string; direction: 'asc' | 'desc' };
  status?: CampaignStatus;
}

export interface CampaignService {
  /** @param mayAct whether the person may send; decides which transitions are offered. */
  list(query: CampaignPage, mayAct: boolean): Promise<CampaignsResponse>;
  /** @throws NotFoundError `campaign-not-found`, as all that take an id. */
  get(id: number, mayAct: boolean): Promise<Campaign>;
  /** @returns the new draft's id. @throws `template-unknown`, `list-unknown`, `sender-unknown`. */
  create(input: CreateCampaignRequest): Promise<number>;
  /** @throws `campaign-not-editable` for anything but a draft. */
  update(id: number, input: CampaignInput): Promise<void>;
  /** @throws `campaign-not-editable`: what was sent is kept as proof. */
  remove(id: number): Promise<void>;
  /** @returns the id of the copy, a draft; it is not public, whatever the original is. */
  duplicate(id: number): Promise<number>;
  check(id: number): Promise<CampaignCheck>;
}

const MAX_NAME = 200;

const columnsOf = ({ options, listIds, public: inArchive, ...rest }: Partial<CampaignInput>) => ({
  ...rest,
  ...(inArchive !== undefined && { inArchive }),
  ...options,
  ...(listIds && { lists: listIds }),
});

async function assertLists(strapi: Core.Strapi, listIds: readonly number[]): Promise<void> {
  const known = await strapi.db
    .query(`plugin::${PLUGIN_ID}.list`)
    .count({ where: { id: { $in: [...listIds] } } });
  if (known === listIds.length) return;
  throw invalid(
    'list-unknown',
    'One of the chosen lists no longer exists. Reload the page and choose again.',
  );
}

async function assertSender(strapi: Core.Strapi, fromAddress: string): Promise<void> {
  if (fromAddress === '' || (await isSender(strapi, fromAddress))) return;
  throw invalid('sender-unknown', 'Choose the address of one of the senders of the settings.');
}

async function assertReferences(strapi: Core.Strapi, input: Partial<CampaignInput>): Promise<void> {
  if (input.listIds?.length) await assertLists(strapi, input.listIds);
  if (input.fromAddress) await assertSender(strapi, input.fromAddress);
}

async function mjmlOf(strapi: Core.Strapi, templateId: number): Promise<string> {
  const template = (await strapi.db
    .query(`plugin::${PLUGIN_ID}.template`)
    .findOne({ select: ['mjml'], where: { id: templateId } })) as { mjml: string } | null;
  if (!template) throw invalid('template-unknown', 'This template no longer exists. Choose another one.');
  return template.mjml;
}

/** Locks the row against a send that comes in between; a campaign that left draft is refused. */
async function holdDraft(strapi: Core.Strapi, id: number): Promise<void> {
  const { count } = await campaignQuery(strapi).updateMany({
    where: { id, status: 'draft' },
    data: { updatedAt: clock.now() },
  });
  if (count === 1) return;
  const { status } = await requireCampaign(strapi, id);
  throw refused(
    'campaign-not-editable',
    `Only drafts can be changed; this campaign is ${status}. Duplicate it to start from a copy.`,
    { values: { status } },
  );
}

const conditionOf = ({ search, status }: CampaignPage) => {
  const text = { $containsi: search };
  return { ...(status && { status }), ...(search && { $or: [{ name: text }, { subject: text }] }) };
};

const viewer = (strapi: Core.Strapi, mayAct: boolean) => ({ mayAct, archiveUrl: archiveUrlOf(strapi) });

export const createCampaignService = ({ strapi }: { strapi: Core.Strapi }): CampaignService => ({
  async list(query, mayAct) {
    const { page, pageSize, sort } = query;
    const where = conditionOf(query);
    const [rows, total] = await Promise.all([
      campaignQuery(strapi).findMany({
        where,
        orderBy: [{ [sort.field]: sort.direction }, { id: sort.direction }],
        limit: pageSize,
        offset: (page - 1) * pageSize,
        populate: WITH_LISTS,
      }) as Promise<CampaignRow[]>,
      campaignQuery(strapi).count({ where }),
    ]);
    const totals = await ledgerOf(strapi).totals(rows.map(({ id }) => id));
    return {
      data: rows.map((row) => toSummary(row, totals.get(row.id), viewer(strapi, mayAct))),
      meta: pagination(page, pageSize, total),
    };
  },

  async get(id, mayAct) {
    const row = await requireCampaign(strapi, id);
    const totals = await ledgerOf(strapi).totals([id]);
    return toCampaign(row, totals.get(id), viewer(strapi, mayAct));
  },

  async create({ templateId, ...input }) {
    await assertReferences(strapi, input);
    const [institution, sender] = await Promise.all([institutionOf(strapi), firstSender(strapi)]);
    const template = templateId === undefined ? '' : await mjmlOf(strapi, templateId);
    const { id } = (await campaignQuery(strapi).create({
      data: {
        subject: '',
        preheader: '',
        timeZone: institution.timeZone,
        fromName: sender?.fromName ?? '',
        fromAddress: sender?.fromAddress ?? '',
        replyTo: sender?.replyTo ?? null,
        mjml: template,
        ...columnsOf(input),
        status: 'draft',
      },
    })) as { id: number };
    return id;
  },

  async update(id, input) {
    await assertReferences(strapi, input);
    await inTransaction(strapi, async () => {
      await holdDraft(strapi, id);
      await campaignQuery(strapi).update({ where: { id }, data: columnsOf(input) });
    });
  },

  async remove(id) {
    await inTransaction(strapi, async () => {
      await holdDraft(strapi, id);
      await campaignQuery(strapi).delete({ where: { id } });
    });
  },

  async duplicate(id) {
    const row = await requireCampaign(strapi, id);
    const { language } = await institutionOf(strapi);
    const suffix = language === 'es' ? ' (copia)' : ' (copy)';
    const { name, subject, preheader, fromName, fromAddress, replyTo, mjml, timeZone, uncertainPolicy } = row;
    const { viewInBrowser, unsubscribeLink, trackOpens, trackClicks } = row;
    const copy = (await campaignQuery(strapi).create({
      data: {
        ...{ subject, preheader, fromName, fromAddress, replyTo, mjml, timeZone, uncertainPolicy },
        ...{ viewInBrowser, unsubscribeLink, trackOpens, trackClicks },
        name: `${name.slice(0, MAX_NAME - suffix.length)}${suffix}`,
        lists: listIdsOf(row),
        status: 'draft',
      },
    })) as { id: number };
    return copy.id;
  },

  check: async (id) => check(strapi, await requireCampaign(strapi, id)),
});
