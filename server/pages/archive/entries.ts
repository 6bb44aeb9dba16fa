import type { Core } from '@strapi/strapi';

import { archiveOf, archiveUrlOf, type ArchivedCampaign } from '../../campaigns';
import { slugOf, subscriptionsOf } from '../../contacts';
import { lineForStrangers, strangersData, type MergeData } from '../../content';
import { ledgerOf, type Headline } from '../../ledger';
import { DEFAULT_SLUG } from '../forms/service';
import type { Frame } from '../page/frame';
import { pathOf } from '../page/respond';
import { urlOfForm } from '../subscribe/page';

/** A public campaign as lists and feeds show it. */
export interface Entry {
  title: string;
  /** The preheader; empty where there is none. */
  summary: string;
  sentAt: Date;
  /** Last part of its address: words of the subject, then the name that never changes. */
  slug: string;
  url: string;
  path: string;
  /** The address without words, which leads there too; it never changes. */
  permalink: string;
}

/** Path of the archive for pages that link it; null where there is nothing to see. */
export const archivePathOf = async (strapi: Core.Strapi): Promise<string | null> =>
  archiveUrlOf(strapi) && !(await archiveOf(strapi).isEmpty()) ? pathOf(strapi, '/archive') : null;

/** The campaign's name in the archive, from the last part of its address. */
export const archiveIdOf = (slug: string): string => slug.split('-').at(-1) ?? '';

/** What merge tags print for strangers, by campaign. */
export async function strangersOf(
  strapi: Core.Strapi,
  { institution }: Frame,
): Promise<(campaign: ArchivedCampaign, targets?: readonly string[]) => MergeData> {
  const open = await subscriptionsOf(strapi).publicLists();
  return ({ name, listIds, archiveId }, targets = []) =>
    strangersData({
      institution,
      listName: open.find(({ id }) => listIds.includes(id))?.name ?? '',
      campaignName: name,
      url: `${archiveUrlOf(strapi)}/${archiveId}`,
      subscribeUrl: urlOfForm(strapi, DEFAULT_SLUG),
      targets,
    });
}

export function entryOf(
  strapi: Core.Strapi,
  { say }: Frame,
  { archiveId, sentAt }: ArchivedCampaign,
  { subject, preheader }: Headline,
  data: MergeData,
): Entry {
  const title = lineForStrangers(subject, data) || say('archive.untitled');
  const summary = lineForStrangers(preheader, { ...data, campaign: { ...data.campaign, subject: title } });
  const slug = `${slugOf(title)}-${archiveId}`;
  const archive = archiveUrlOf(strapi);
  const path = pathOf(strapi, `/archive/${slug}`);
  return {
    title,
    summary,
    sentAt,
    slug,
    url: `${archive}/${slug}`,
    path,
    permalink: `${archive}/${archiveId}`,
  };
}

/** One page of the archive, newest first. @param page from 1 */
export async function entriesOf(
  strapi: Core.Strapi,
  frame: Frame,
  { page, pageSize }: { page: number; pageSize: number },
): Promise<{ entries: Entry[]; total: number }> {
  const { campaigns, total } = await archiveOf(strapi).page({ page, pageSize });
  const headlines = await ledgerOf(strapi).headlines(campaigns.map(({ id }) => id));
  const dataOf = await strangersOf(strapi, frame);
  const entries = campaigns.flatMap((campaign) => {
    const headline = headlines.get(campaign.id);
    return headline ? [entryOf(strapi, frame, campaign, headline, dataOf(campaign))] : [];
  });
  return { entries, total };
}
