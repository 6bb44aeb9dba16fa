import type { ContentProblem } from './content';
import type { Instant, One, Page, PageQuery } from './common';

export const CAMPAIGN_STATUSES = [
  'draft',
  'scheduled',
  'sending',
  'paused',
  'sent',
  'cancelled',
  'failed',
] as const;
export type CampaignStatus = (typeof CAMPAIGN_STATUSES)[number];

export const DELIVERY_STATUSES = [
  'excluded',
  'pending',
  'in_flight',
  'deferred',
  'accepted',
  'rejected',
  'uncertain',
  'cancelled',
] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** Why a candidate is not written to. */
export const EXCLUSION_REASONS = [
  'unconfirmed',
  'unsubscribed',
  'suppressed_hard_bounce',
  'suppressed_complaint',
  'suppressed_soft_limit',
  'suppressed_manual',
  'invalid_address',
  /** The person pauses all e-mails. */
  'paused',
  /** The person wants fewer e-mails of the list, and got one lately. */
  'frequency',
  'erased',
] as const;
export type ExclusionReason = (typeof EXCLUSION_REASONS)[number];

export interface CampaignOptions {
  /** "View in browser" link above the content. */
  viewInBrowser: boolean;
  /** Visible unsubscribe link in the footer. The List-Unsubscribe headers are always there. */
  unsubscribeLink: boolean;
  trackOpens: boolean;
  trackClicks: boolean;
}

/** What an uncertain row (crash after DATA) does: wait for a decision, be sent again, be closed as soft bounce. */
export type UncertainPolicy = 'hold' | 'resend' | 'close';

/** Candidates = excluded + recipients; recipients = the sum of the other seven. */
export interface LedgerTotals {
  candidates: number;
  recipients: number;
  byStatus: Record<DeliveryStatus, number>;
}

export interface Campaign {
  id: number;
  name: string;
  subject: string;
  preheader: string;
  fromName: string;
  fromAddress: string;
  replyTo: string | null;
  listIds: number[];
  mjml: string;
  /** IANA name, e.g. `America/Bogota`. */
  timeZone: string;
  /** Wall-clock time in `timeZone`, `YYYY-MM-DDTHH:mm`; null when not scheduled. */
  scheduledLocal: string | null;
  scheduledAt: Instant | null;
  options: CampaignOptions;
  uncertainPolicy: UncertainPolicy;
  /** Whether strangers may read it in the archive once it goes out. */
  public: boolean;
  /** Where they read it now; null while they cannot. */
  publicUrl: string | null;
  status: CampaignStatus;
  /** Stable code where paused or failed by the system, e.g. `sender-refused`, `missed-schedule`, `audience-empty`. */
  statusReason: string | null;
  /** What the signed-in person may do next, from the state machine and their rights. */
  transitions: CampaignTransition[];
  /** Null before the freeze. */
  ledger: LedgerTotals | null;
  startedAt: Instant | null;
  finishedAt: Instant | null;
  createdAt: Instant;
  updatedAt: Instant;
}

export type CampaignSummary = Omit<Campaign, 'mjml'>;

/** `POST /campaigns` (201) — campaigns.edit: everything but the name may come later. `templateId` copies its MJML. */
export interface CreateCampaignRequest extends Partial<CampaignInput> {
  name: string;
  templateId?: number;
}

/** `PUT /campaigns/:id` — campaigns.edit; only drafts, else 400 `campaign-not-editable`. */
export interface CampaignInput {
  name: string;
  subject: string;
  preheader: string;
  fromName: string;
  /** The address of a sender in the settings, else 400 `sender-unknown`. */
  fromAddress: string;
  replyTo: string | null;
  listIds: number[];
  mjml: string;
  timeZone: string;
  options: CampaignOptions;
  uncertainPolicy: UncertainPolicy;
  /** Stays as it is when left out. */
  public?: boolean;
}

/**
 * `PUT /campaigns/:id/public` — campaigns.send, since it shows the campaign to everybody: in any status, at once for
 * one that was sent. Answers the campaign.
 */
export interface PublicRequest {
  public: boolean;
}

/** `GET /campaigns` — campaigns.read */
export interface CampaignsQuery extends PageQuery {
  status?: CampaignStatus;
}
export type CampaignsResponse = Page<CampaignSummary>;
/** `GET /campaigns/:id` — campaigns.read. `DELETE /campaigns/:id` — campaigns.edit; drafts only: what was sent is kept as proof. */
export type CampaignResponse = One<Campaign>;

/**
 * Transitions, each answering the campaign:
 * `POST /campaigns/:id/send` `{}` · `/schedule` · `/unschedule` · `/pause` · `/resume` · `/cancel` — campaigns.send.
 * `POST /campaigns/:id/duplicate` (201) — campaigns.edit.
 * 409-like refusals are 400 `transition-refused` with `values.from`, `values.transition`.
 */
export type CampaignTransition = 'send' | 'schedule' | 'unschedule' | 'pause' | 'resume' | 'cancel';

/** `POST /campaigns/:id/schedule` */
export interface ScheduleRequest {
  /** `YYYY-MM-DDTHH:mm` on the clocks of `timeZone`. In a gap: 400 `time-does-not-exist`; past: 400 `time-past`. */
  localTime: string;
  timeZone: string;
  /** For an hour that happens twice: which one. Without it such an hour is 400 `time-ambiguous`. */
  occurrence?: 'earlier' | 'later';
}

/** `POST /campaigns/:id/test` — campaigns.test. 1–10 addresses; sent at once, marked in the subject, not in the ledger. */
export interface TestSendRequest {
  addresses: string[];
  contactId?: number;
}
export type TestSendResponse = One<{ results: { address: string; accepted: boolean; reply: string }[] }>;

/** `GET /campaigns/:id/check` — campaigns.read: what stands between this draft and its sending. */
export interface CampaignCheck {
  /** True when `problems` holds no error. */
  ready: boolean;
  problems: (ContentProblem | SettingProblem)[];
  audience: { candidates: number; recipients: number; excluded: Partial<Record<ExclusionReason, number>> };
}
export interface SettingProblem {
  code:
    | 'subject-missing'
    | 'content-missing'
    | 'sender-missing'
    | 'lists-missing'
    | 'audience-empty'
    | 'unsubscribe-link-off'
    | 'transport-missing'
    /** The month's quota does not suffice. `values`: `recipients`, `planned` of other campaigns, `remaining`. */
    | 'quota-short'
    /** It will wait for the sending window. `values`: `opensAt` (left out: never), the window's `timeZone`. */
    | 'outside-window'
    /** As last asked of the DNS, receivers may refuse e-mails of the sender. `values`: `domain`, `senderId`, `records`. */
    | 'domain-health';
  severity: 'error' | 'warning';
  field: 'subject' | 'mjml' | 'fromAddress' | 'listIds' | 'options' | 'settings';
  line: null;
  message: string;
  values?: Record<string, string | number>;
}
export type CampaignCheckResponse = One<CampaignCheck>;

/** `POST /campaigns/:id/uncertain` — campaigns.send: decides all uncertain rows of the campaign. Answers the campaign. */
export interface ResolveUncertainRequest {
  decision: 'resend' | 'close';
}

/** `GET /campaigns/:id/deliveries` — campaigns.read and contacts.read: the ledger, row by row. */
export interface DeliveriesQuery extends PageQuery {
  status?: DeliveryStatus;
}
export interface Delivery {
  id: number;
  /** Null once the person is erased. */
  address: string | null;
  domain: string;
  status: DeliveryStatus;
  reason: ExclusionReason | null;
  bounceClass: 'hard' | 'soft' | null;
  bounceReason: string | null;
  /** The server's own words. */
  reply: string | null;
  attempts: number;
  nextAttemptAt: Instant | null;
  acceptedAt: Instant | null;
  openCount: number;
  clickCount: number;
  unsubscribedAt: Instant | null;
}
export type DeliveriesResponse = Page<Delivery>;
