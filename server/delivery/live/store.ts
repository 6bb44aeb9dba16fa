import type { Core } from '@strapi/strapi';

import { table, toCount, toDate } from '../../lib/database';

const DELIVERIES = 'mail_campaigns_deliveries';

/** Recipients of a campaign without an answer yet. */
export interface Waiting {
  pending: number;
  inFlight: number;
  deferred: number;
  /** When the last of the deferred ones is tried again. */
  lastAttemptAt: Date | null;
}

/** Counted from the index alone, and only where something waits. */
export async function waitingOf(strapi: Core.Strapi, campaignId: number): Promise<Waiting> {
  const rows: { status: string; rows: unknown; last: unknown }[] = await table(strapi, DELIVERIES)
    .where({ campaign_id: campaignId })
    .whereIn('status', ['pending', 'in_flight', 'deferred'])
    .groupBy('status')
    .select('status')
    .count({ rows: '*' })
    .max({ last: 'next_attempt_at' });
  const of = (status: string) => rows.find((row) => row.status === status);
  return {
    pending: toCount(of('pending')?.rows),
    inFlight: toCount(of('in_flight')?.rows),
    deferred: toCount(of('deferred')?.rows),
    lastAttemptAt: toDate(of('deferred')?.last),
  };
}

/** A row that its server refused, for now or for good. */
export interface RefusedRow {
  address: string | null;
  reply: string;
  /** Null for one that was put off. */
  reason: string | null;
  at: Date;
}

interface Row {
  address: string | null;
  reply: string;
  bounce_reason: string | null;
  updated_at: unknown;
}

/**
 * The latest refusals, latest first. The ids are read along an index, so that a campaign of a million costs no more than
 * a small one: of what was refused at once by the id, which is the order of sending, of what was tried more than once
 * by the time of the attempt.
 */
export async function latestRefusals(
  strapi: Core.Strapi,
  campaignId: number,
  limit: number,
): Promise<RefusedRow[]> {
  const newest = (status: 'deferred' | 'rejected', by: 'id' | 'next_attempt_at') =>
    table(strapi, DELIVERIES)
      .where({ campaign_id: campaignId, status })
      .whereNotNull(by)
      .orderBy(by, 'desc')
      .limit(limit)
      .pluck('id') as unknown as Promise<number[]>;
  const ids = await Promise.all([
    newest('deferred', 'next_attempt_at'),
    newest('rejected', 'next_attempt_at'),
    newest('rejected', 'id'),
  ]);
  const rows: Row[] = await table(strapi, DELIVERIES)
    .whereIn('id', [...new Set(ids.flat())])
    .whereNotNull('reply')
    .select('address', 'reply', 'bounce_reason', 'updated_at');
  return rows
    .map((row) => ({
      address: row.address,
      reply: row.reply,
      reason: row.bounce_reason,
      at: toDate(row.updated_at) as Date,
    }))
    .sort((a, b) => b.at.getTime() - a.at.getTime())
    .slice(0, limit);
}
