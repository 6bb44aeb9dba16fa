import type { Core } from '@strapi/strapi';

import { feedbackOfPerson } from '../../../bounces';
import { consentOf } from '../../../consent';
import { preferencesOf, subscriptionsOf, type Preferences } from '../../../contacts';
import { ledgerOf } from '../../../ledger';
import { clock } from '../../../lib/clock';
import { table, toInstant } from '../../../lib/database';
import { eventsOf } from '../../../tracking';

const CAMPAIGNS = 'mail_campaigns_campaigns';
const LINKS = 'mail_campaigns_links';

/** Everything that is kept of one person, with names in place of the ids that mean nothing to them. */
export async function collectData(strapi: Core.Strapi, { contactId, emailHash }: Preferences) {
  const { id, subscriptions, ...person } = await preferencesOf(strapi).contact(contactId);
  const consents = await consentOf(strapi).recordsOf({ addressHash: emailHash, contactId: id });
  const rows = await ledgerOf(strapi).rowsOf(contactId);
  const feedback = await feedbackOfPerson(strapi, contactId);
  const blocks = await consentOf(strapi).suppressionHistory(emailHash);
  const events = await eventsOf(
    strapi,
    rows.map((row) => row.id),
  );
  const lists = namesOf(await subscriptionsOf(strapi).listNames(idsIn(consents, rows)));
  const campaigns = await campaignsOf(
    strapi,
    [...rows, ...feedback].flatMap(({ campaignId }) => campaignId ?? []),
  );
  const links = await linksOf(
    strapi,
    events.flatMap(({ linkId }) => linkId ?? []),
  );
  const campaignOfRow = new Map(rows.map((row) => [row.id, campaigns.get(row.campaignId) ?? null]));

  return {
    exportedAt: clock.now().toISOString(),
    person,
    subscriptions: subscriptions.map(({ listId: _, ...subscription }) => subscription),
    consents: consents.map((record) => ({
      occurredAt: record.occurredAt,
      action: record.action,
      channel: record.channel,
      list: record.listId === null ? null : (lists.get(record.listId) ?? null),
      notice: record.notice,
      language: record.language,
      source: record.source,
      ip: record.ip,
      userAgent: record.userAgent,
    })),
    emails: rows.map(({ id: _, domain: __, campaignId, listId, ...row }) => ({
      campaign: campaigns.get(campaignId) ?? null,
      list: listId === null ? null : (lists.get(listId) ?? null),
      ...row,
    })),
    events: events.map(({ id: _, campaignId: __, deliveryId, linkId, occurredAt, ...event }) => ({
      ...event,
      occurredAt: toInstant(occurredAt),
      campaign: campaignOfRow.get(deliveryId) ?? null,
      link: linkId === null ? null : (links.get(linkId) ?? null),
    })),
    feedback: feedback.map(({ campaignId, ...came }) => ({
      ...came,
      campaign: campaignId === null ? null : (campaigns.get(campaignId) ?? null),
    })),
    blocks: blocks.map(({ occurredAt, action, reason, note }) => ({
      occurredAt: occurredAt.toISOString(),
      action,
      reason,
      note,
    })),
  };
}

export type PersonalData = Awaited<ReturnType<typeof collectData>>;

const idsIn = (...held: readonly { listId: number | null }[][]): number[] =>
  held.flat().flatMap(({ listId }) => listId ?? []);

const namesOf = (lists: readonly { id: number; name: string }[]) =>
  new Map(lists.map(({ id, name }) => [id, name]));

/** By id, the campaign's subject as its editors wrote it. */
async function campaignsOf(strapi: Core.Strapi, ids: readonly number[]): Promise<Map<number, string>> {
  const rows: { id: number; name: string; subject: string | null }[] = await table(strapi, CAMPAIGNS)
    .whereIn('id', [...new Set(ids)])
    .select('id', 'name', 'subject');
  return new Map(rows.map(({ id, name, subject }) => [id, subject ?? name]));
}

async function linksOf(strapi: Core.Strapi, ids: readonly number[]): Promise<Map<number, string>> {
  const rows: { id: number; url: string }[] = await table(strapi, LINKS)
    .whereIn('id', [...new Set(ids)])
    .select('id', 'url');
  return new Map(rows.map(({ id, url }) => [id, url]));
}
