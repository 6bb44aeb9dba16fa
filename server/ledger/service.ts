import type { Core } from '@strapi/strapi';

import type {
  CampaignOptions,
  DeliveriesResponse,
  DeliveryStatus,
  ExclusionReason,
  LedgerTotals,
  TrackingChoice,
} from '../../contracts';
import { clock } from '../lib/clock';
import { table, toCount, type Transaction } from '../lib/database';
import {
  markArrived,
  markBounced,
  markComplained,
  sentRows,
  type LateBounce,
  type SentRow,
} from './came-back';
import type { Statement } from '../lib/dialect';
import { claimGroup, type ClaimedRow, type ClaimScope } from './claim';
import { correctRows, holdRows, type CorrectedRow } from './correct';
import { engage, erase, markUnsubscribed } from './evidence';
import { audience, freezeAudience, freezeContent } from './freeze';
import {
  balance,
  content,
  deliveries,
  hasReached,
  headlines,
  rowsOf,
  totals,
  type PersonalRow,
} from './reading';
import { createRecipients, type Link } from './recipients';
import { settleGroup, type Outcome } from './settle';
import { releaseStrays } from './strays';
import { DELIVERIES } from './tables';
import { heartbeat, reapDeadWorkers, retire, workers, type KnownWorker, type WorkerReport } from './workers';

export interface FrozenContent {
  /** Liquid templates. */
  subject: string;
  preheader: string;
  html: string;
  text: string;
  fromName: string;
  fromAddress: string;
  replyTo: string | null;
  options: CampaignOptions;
  /** Targets in order; `{{ tracked[n] }}` in `html` and `text`. */
  links: string[];
}

/** Liquid templates. */
export type Headline = Pick<FrozenContent, 'subject' | 'preheader'>;

export interface LedgerRow {
  id: number;
  campaignId: number;
  contactId: number | null;
  listId: number | null;
  /** Null once the person is erased. */
  address: string | null;
  addressHash: string;
  status: DeliveryStatus;
  acceptedAt: Date | null;
  unsubscribedAt: Date | null;
  /** What the person said about being measured; null also once they are erased. */
  tracking: TrackingChoice | null;
  /** Opens and clicks so far, of every class. */
  hits: number;
}

/** Opens and clicks to add to a counter of a row, or to take away. */
export interface Engagement {
  deliveryId: number;
  counter: 'opens' | 'clicks' | 'machineOpens' | 'machineClicks' | 'privacyOpens';
  by: number;
}

export interface LedgerService {
  /** What a freeze now would give; changes nothing. */
  audience(
    listIds: readonly number[],
  ): Promise<{ candidates: number; recipients: number; excluded: Partial<Record<ExclusionReason, number>> }>;
  /** Writes a row for every candidate and fixes content and links. Doing it twice changes nothing. */
  freeze(
    campaignId: number,
    listIds: readonly number[],
    content: FrozenContent,
    trx: Transaction,
  ): Promise<void>;
  content(campaignId: number): Promise<FrozenContent | null>;
  /** Subject and preheader of each campaign that has been frozen. */
  headlines(campaignIds: readonly number[]): Promise<Map<number, Headline>>;
  /** Whether the relay has taken an e-mail of the campaign. */
  hasReached(campaignId: number): Promise<boolean>;
  /** Totals of each campaign that has been frozen. */
  totals(campaignIds: readonly number[]): Promise<Map<number, LedgerTotals>>;
  /** The totals and whether they add up, counted against what was frozen; null before the freeze. */
  balance(campaignId: number): Promise<{ totals: LedgerTotals; addsUp: boolean } | null>;
  row(deliveryId: number): Promise<LedgerRow | null>;
  /** Every row of one person, oldest first. */
  rowsOf(contactId: number): Promise<PersonalRow[]>;
  deliveries(
    campaignId: number,
    query: { page: number; pageSize: number; search: string; status?: DeliveryStatus },
  ): Promise<DeliveriesResponse>;
  link(campaignId: number, position: number): Promise<Link | null>;
  /**
   * One statement, whatever the number; proof of arrival turns `uncertain` into `accepted`, except where only a
   * machine's is added. Holds the rows until the commit, also those to which nothing is added (`by` 0).
   * @param trx without one it is a transaction of its own.
   * @param alongside is written in the same transaction.
   */
  engage(
    engagements: readonly Engagement[],
    trx: Transaction | undefined,
    alongside?: Statement,
  ): Promise<void>;
  /** The rows of these ids that exist, as those need them who know what came back. */
  sentRows(deliveryIds: readonly number[], trx: Transaction): Promise<Map<number, SentRow>>;
  /** See `markBounced` in `came-back.ts`, as with the next two. Of a row that never left us they change nothing. */
  markBounced(bounces: readonly LateBounce[], trx: Transaction): Promise<void>;
  markComplained(complaints: readonly { deliveryId: number; at: Date }[], trx: Transaction): Promise<void>;
  markArrived(
    arrivals: readonly { deliveryId: number; at: Date; delivered: boolean }[],
    trx: Transaction,
  ): Promise<void>;
  /** See `holdRows` and `correctRows` in `correct.ts`. */
  holdRows(deliveryIds: readonly number[], trx: Transaction): Promise<void>;
  correctRows(rows: readonly CorrectedRow[], trx: Transaction): Promise<void>;
  /** The person left through this e-mail. */
  markUnsubscribed(deliveryId: number, at: Date, trx?: Transaction): Promise<void>;
  /** Campaign cancelled: pending and deferred become `cancelled`. */
  cancel(campaignId: number, trx?: Transaction): Promise<void>;
  /** Decides the uncertain rows: `resend` makes them pending, `close` a soft bounce. @returns rows changed. */
  resolveUncertain(campaignId: number, decision: 'resend' | 'close', trx?: Transaction): Promise<number>;
  /** Takes the address and the person out of the rows; figures stay. Waiting rows become excluded, `erased`. */
  erase(contactIds: readonly number[], trx: Transaction): Promise<void>;
  /** Ids of rows that wait, in order, at most `limit` of them. */
  waiting(campaignId: number, page: { afterId: number; limit: number }): Promise<number[]>;
  /** Ids of rows that were put off until a time that has come, at most `limit` of them. */
  dueRetries(campaignId: number, limit: number): Promise<number[]>;
  /** Whether a recipient is still without an end. */
  isUnfinished(campaignId: number): Promise<boolean>;
  /** See `claimGroup`. */
  claim(
    scope: ClaimScope,
    workerId: string,
    claim: string,
  ): Promise<{ rows: ClaimedRow[]; exhausted: boolean }>;
  /** See `settleGroup`. */
  settle(outcomes: readonly Outcome[], within?: (trx: Transaction) => Promise<void>): Promise<void>;
  /** See `releaseStrays`. */
  releaseStrays(
    workerId: string,
    campaignIds: readonly number[],
    isKnown: (claim: string) => boolean,
  ): Promise<void>;
  heartbeat(workerId: string, report: WorkerReport): Promise<void>;
  /** The processes that were heard within `timeoutSeconds`, with what they said of themselves. */
  workers(timeoutSeconds: number): Promise<KnownWorker[]>;
  retire(workerId: string): Promise<void>;
  /** Marks what dead workers had in flight uncertain. @returns the campaigns concerned. */
  reapDeadWorkers(self: string, timeoutSeconds: number): Promise<number[]>;
}

export const createLedgerService = ({ strapi }: { strapi: Core.Strapi }): LedgerService => ({
  ...createRecipients(strapi),
  audience: (listIds) => audience(strapi, listIds),
  async freeze(campaignId, listIds, frozen, trx) {
    if (await freezeContent(strapi, campaignId, frozen, trx))
      await freezeAudience(strapi, campaignId, listIds, trx);
  },
  content: (campaignId) => content(strapi, campaignId),
  headlines: (campaignIds) => headlines(strapi, campaignIds),
  hasReached: (campaignId) => hasReached(strapi, campaignId),
  totals: (campaignIds) => totals(strapi, campaignIds),
  balance: (campaignId) => balance(strapi, campaignId),
  rowsOf: (contactId) => rowsOf(strapi, contactId),
  deliveries: (campaignId, query) => deliveries(strapi, campaignId, query),
  engage: (engagements, trx, alongside) => engage(strapi, engagements, trx, alongside),
  sentRows: (deliveryIds, trx) => sentRows(strapi, deliveryIds, trx),
  markBounced: (bounces, trx) => markBounced(strapi, bounces, trx),
  markComplained: (complaints, trx) => markComplained(strapi, complaints, trx),
  markArrived: (arrivals, trx) => markArrived(strapi, arrivals, trx),
  holdRows: (deliveryIds, trx) => holdRows(strapi, deliveryIds, trx),
  correctRows: (rows, trx) => correctRows(strapi, rows, trx),
  markUnsubscribed: (deliveryId, at, trx) => markUnsubscribed(strapi, deliveryId, at, trx),
  async cancel(campaignId, trx) {
    await table(strapi, DELIVERIES, trx)
      .where({ campaign_id: campaignId })
      .whereIn('status', ['pending', 'deferred'])
      .update({ status: 'cancelled', updated_at: clock.now() });
  },
  async resolveUncertain(campaignId, decision, trx) {
    const rows = table(strapi, DELIVERIES, trx).where({ campaign_id: campaignId, status: 'uncertain' });
    const now = clock.now();
    const changed = await (decision === 'resend'
      ? rows.update({ status: 'pending', claim: null, worker_id: null, updated_at: now })
      : rows.update({
          status: 'rejected',
          bounce_class: 'soft',
          bounce_reason: 'other',
          bounced_at: now,
          claim: null,
          updated_at: now,
        }));
    return toCount(changed);
  },
  erase: (contactIds, trx) => erase(strapi, contactIds, trx),
  async waiting(campaignId, { afterId, limit }) {
    return (await table(strapi, DELIVERIES)
      .where({ campaign_id: campaignId, status: 'pending' })
      .where('id', '>', afterId)
      .orderBy('id')
      .limit(limit)
      .pluck('id')) as number[];
  },
  async dueRetries(campaignId, limit) {
    return (await table(strapi, DELIVERIES)
      .where({ campaign_id: campaignId, status: 'deferred' })
      .where('next_attempt_at', '<=', clock.now())
      .limit(limit)
      .pluck('id')) as number[];
  },
  async isUnfinished(campaignId) {
    const row: unknown = await table(strapi, DELIVERIES)
      .where({ campaign_id: campaignId })
      .whereIn('status', ['pending', 'in_flight', 'deferred'])
      .first('id');
    return row !== undefined;
  },
  claim: (scope, workerId, claim) => claimGroup(strapi, scope, workerId, claim),
  settle: (outcomes, within) => settleGroup(strapi, outcomes, within),
  releaseStrays: (workerId, campaignIds, isKnown) => releaseStrays(strapi, workerId, campaignIds, isKnown),
  heartbeat: (workerId, report) => heartbeat(strapi, workerId, report),
  workers: (timeoutSeconds) => workers(strapi, timeoutSeconds),
  async retire(workerId) {
    await retire(strapi, workerId);
  },
  reapDeadWorkers: (self, timeoutSeconds) => reapDeadWorkers(strapi, self, timeoutSeconds),
});
