import type { Core } from '@strapi/strapi';

import type {
  FeedbackClass,
  FeedbackDetail,
  FeedbackListResponse,
  FeedbackRow,
  FeedbackSource,
  FeedbackState,
} from '../../../contracts';
import { consentOf } from '../../consent';
import { configOf } from '../../config';
import { chunk, likePattern, table, toCount, toInstant, toJson } from '../../lib/database';
import { notFound } from '../../lib/errors';
import { pagination } from '../../lib/validate';
import { campaignNames } from '../campaign-names';
import { bytesOf, type KeptEvidence } from '../feedback/evidence';
import { CONTACTS, FEEDBACK } from '../tables';
import { meaningOf } from './explain';

/** A row without its evidence, which may be large. */
const COLUMNS = [
  'id',
  'source',
  'state',
  'why',
  'class',
  'reason',
  'status',
  'reply',
  'action',
  'rule',
  'matched_by',
  'campaign_id',
  'contact_id',
  'address_hash',
  'address',
  'domain',
  'evidence_encoding',
  'occurred_at',
  'received_at',
] as const;

interface Row {
  id: number;
  source: FeedbackSource;
  state: FeedbackState;
  why: string | null;
  class: FeedbackClass;
  reason: string | null;
  status: string | null;
  reply: string | null;
  action: string | null;
  rule: string;
  matched_by: FeedbackRow['matchedBy'];
  campaign_id: number | null;
  contact_id: number | null;
  address_hash: string | null;
  address: string | null;
  domain: string | null;
  evidence_encoding: string | null;
  occurred_at: unknown;
  received_at: unknown;
}

export interface FeedbackFilter {
  search?: string;
  state?: FeedbackState | undefined;
  class?: FeedbackClass | undefined;
  source?: FeedbackSource | undefined;
  campaignId?: number | undefined;
  contactId?: number | undefined;
}

function filtered(strapi: Core.Strapi, filter: FeedbackFilter) {
  const query = table(strapi, FEEDBACK);
  const { search, state, source, campaignId, contactId } = filter;
  if (state) query.where({ state });
  if (source) query.where({ source });
  if (filter.class) query.where({ class: filter.class });
  if (campaignId) query.where({ campaign_id: campaignId });
  if (contactId) query.where({ contact_id: contactId });
  if (search) {
    const pattern = likePattern(search.toLowerCase());
    query.whereRaw(`(lower(address) like ? escape '|' or lower(reply) like ? escape '|')`, [
      pattern,
      pattern,
    ]);
  }
  return query;
}

/** One page, the newest first. */
export async function listFeedback(
  strapi: Core.Strapi,
  { page, pageSize, ...filter }: FeedbackFilter & { page: number; pageSize: number },
): Promise<FeedbackListResponse> {
  const [{ count }] = (await filtered(strapi, filter).count({ count: '*' })) as [{ count: unknown }];
  const rows = await filtered(strapi, filter)
    .orderBy('id', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .select<Row[]>(...COLUMNS);
  return { data: await toFeedbackRows(strapi, rows), meta: pagination(page, pageSize, toCount(count)) };
}

/** @throws NotFoundError `feedback-not-found` */
export async function readFeedback(strapi: Core.Strapi, id: number): Promise<FeedbackDetail> {
  const row = await table(strapi, FEEDBACK)
    .where({ id })
    .first<(Row & KeptEvidence & { keys: unknown; contact_id: number | null }) | undefined>(
      ...COLUMNS,
      'evidence',
      'keys',
    );
  const [feedback] = row ? await toFeedbackRows(strapi, [row]) : [];
  if (!row || !feedback) {
    throw notFound('feedback-not-found', 'Go back to the list: this is not kept any more.');
  }
  const kept = toJson<{ tags: string[]; messageIds: string[] }>(row.keys);
  const evidence = row.evidence_encoding
    ? bytesOf({
        evidence: row.evidence,
        evidenceEncoding: row.evidence_encoding as KeptEvidence['evidenceEncoding'],
      })
    : null;
  const { maxKilobytes } = configOf(strapi).bounces.evidence;
  return {
    ...feedback,
    evidence: evidence && showable(evidence.toString('utf8')),
    isCut: evidence !== null && evidence.length >= maxKilobytes * 1024,
    keys: { tags: kept?.tags ?? [], messageIds: kept?.messageIds ?? [] },
    suppresses: (await consentOf(strapi).suppressedBy([id])).length > 0,
  };
}

/** Without control characters but line ends and tabs: those could hide or reorder what a person reads. */
const showable = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/[^\P{C}\n\t]/gu, '\ufffd');

interface Person {
  id: number;
  email: string;
  email_hash: string;
}

async function people(strapi: Core.Strapi, rows: readonly Row[]): Promise<Person[]> {
  const found: Person[] = [];
  const ids = [...new Set(rows.flatMap((row) => row.contact_id ?? []))];
  const hashes = [...new Set(rows.flatMap((row) => (row.contact_id ? [] : (row.address_hash ?? []))))];
  const columns = ['id', 'email', 'email_hash'] as const;
  for (const batch of chunk(ids)) {
    found.push(
      ...(await table(strapi, CONTACTS)
        .whereIn('id', batch)
        .select<Person[]>(...columns)),
    );
  }
  for (const batch of chunk(hashes)) {
    found.push(
      ...(await table(strapi, CONTACTS)
        .whereIn('email_hash', batch)
        .select<Person[]>(...columns)),
    );
  }
  return found;
}

export async function toFeedbackRows(strapi: Core.Strapi, rows: readonly Row[]): Promise<FeedbackRow[]> {
  const names = await campaignNames(
    strapi,
    rows.map((row) => row.campaign_id),
  );
  const known = await people(strapi, rows);
  const byId = new Map(known.map(({ id, email }) => [id, { id, email }]));
  const byHash = new Map(known.map(({ id, email, email_hash: hash }) => [hash, { id, email }]));
  return rows.map((row) => {
    const contact = byId.get(row.contact_id ?? 0) ?? null;
    return {
      id: row.id,
      source: row.source,
      state: row.state,
      why: row.why,
      class: row.class,
      meaning: meaningOf(row),
      status: row.status,
      reply: row.reply,
      rule: row.rule,
      matchedBy: row.matched_by,
      campaign:
        row.campaign_id === null ? null : { id: row.campaign_id, name: names.get(row.campaign_id) ?? '' },
      contact,
      address: row.address,
      domain: row.domain,
      forwardedTo: contact && row.address && row.address !== contact.email ? row.address : null,
      suggestion: (row.state === 'matched' ? null : byHash.get(row.address_hash ?? '')) ?? null,
      occurredAt: toInstant(row.occurred_at),
      receivedAt: toInstant(row.received_at) as string,
      hasEvidence: row.evidence_encoding !== null,
    };
  });
}

/** The latest that came back of a person's e-mails. */
export async function feedbackOfContact(
  strapi: Core.Strapi,
  contactId: number,
  limit: number,
): Promise<FeedbackRow[]> {
  const rows = await filtered(strapi, { contactId })
    .orderBy('id', 'desc')
    .limit(limit)
    .select<Row[]>(...COLUMNS);
  return toFeedbackRows(strapi, rows);
}
