import type { DeliveryStatus, DeliveriesResponse, ExclusionReason, LedgerTotals } from '../../contracts';
import type { CampaignOptions } from '../../contracts';
import type { Transaction } from '../lib/database';

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
}

/** One open or click to add to a row. */
export interface Engagement {
  deliveryId: number;
  type: 'open' | 'click';
  machine: boolean;
}

export interface LedgerService {
  /** What a freeze now would give; changes nothing. */
  audience(
    listIds: readonly number[],
  ): Promise<{ candidates: number; recipients: number; excluded: Partial<Record<ExclusionReason, number>> }>;
  /** Writes a row for every candidate and fixes content and links. Doing it twice changes nothing. */
  freeze(campaignId: number, listIds: readonly number[], content: FrozenContent, trx: Transaction): Promise<void>;
  content(campaignId: number): Promise<FrozenContent | null>;
  /** Totals of each campaign that has been frozen. */
  totals(campaignIds: readonly number[]): Promise<Map<number, LedgerTotals>>;
  row(deliveryId: number): Promise<LedgerRow | null>;
  deliveries(
    campaignId: number,
    query: { page: number; pageSize: number; search: string; status?: DeliveryStatus },
  ): Promise<DeliveriesResponse>;
  link(campaignId: number, position: number): Promise<{ id: number; url: string } | null>;
  /** Set-based; proof of arrival turns `uncertain` into `accepted`, except where the engagement is a machine's. */
  engage(engagements: readonly Engagement[], trx: Transaction): Promise<void>;
  /** The person left through this e-mail. */
  markUnsubscribed(deliveryId: number, at: Date): Promise<void>;
  /** Campaign cancelled: pending and deferred become `cancelled`. */
  cancel(campaignId: number, trx?: Transaction): Promise<void>;
  /** Decides the uncertain rows: `resend` makes them pending, `close` a soft bounce. @returns rows changed. */
  resolveUncertain(campaignId: number, decision: 'resend' | 'close'): Promise<number>;
  /** Takes the address and the person out of the rows; figures stay. Waiting rows become excluded, `erased`. */
  erase(contactIds: readonly number[], trx: Transaction): Promise<void>;
}
