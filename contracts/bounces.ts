import type { Instant, One, Page, PageQuery } from './common';
import type { SuppressionReason } from './contacts';

/** Where a piece of feedback comes from: our own talk with the relay, e-mails that came back, providers' webhooks. */
export const FEEDBACK_SOURCES = [
  'smtp',
  'mailbox',
  'intake',
  'ses',
  'sendgrid',
  'mailgun',
  'postmark',
  'brevo',
  'sparkpost',
  'mailjet',
  'generic',
] as const;
export type FeedbackSource = (typeof FEEDBACK_SOURCES)[number];

/**
 * What feedback says. `hard`: this address will never work. `soft`: not this time. `block`: the sender is refused.
 * `content`: the message is. `auth-failure`: SPF, DKIM or DMARC failed. `success`: delivered.
 */
export const FEEDBACK_CLASSES = [
  'hard',
  'soft',
  'block',
  'content',
  'complaint',
  'auth-failure',
  'autoreply',
  'delay',
  'success',
  'unsubscribe',
  'open',
  'click',
  'unknown',
] as const;
export type FeedbackClass = (typeof FEEDBACK_CLASSES)[number];

/**
 * `matched`: it concerns a recipient of ours, and what follows was done. `unmatched`: it names nobody whom we wrote to;
 * nothing follows. `poison`: it could not be read. `dismissed`: one of these two, looked at by a person.
 */
export const FEEDBACK_STATES = ['matched', 'unmatched', 'poison', 'dismissed'] as const;
export type FeedbackState = (typeof FEEDBACK_STATES)[number];

/** Why feedback is unmatched: neither tag nor Message-ID was signed here; the e-mail that they name never left us. */
export const UNMATCHED_REASONS = ['no-key', 'never-sent'] as const;
export type UnmatchedReason = (typeof UNMATCHED_REASONS)[number];

/** What feedback means for people who do not read SMTP. The panel says it as `bounces.meaning.<key>`. */
export const FEEDBACK_MEANINGS = [
  'unknown-address',
  'unknown-domain',
  'disabled-mailbox',
  'dead-address',
  'full-mailbox',
  'server-trouble',
  'not-this-time',
  'greylisted',
  'sender-refused',
  'sender-unauthenticated',
  'too-many',
  'spam',
  'too-big',
  'message-refused',
  'complaint',
  'authentication-report',
  'answered-by-itself',
  'delayed',
  'delivered',
  'asked-to-leave',
  'opened',
  'clicked',
  'not-understood',
] as const;
export type FeedbackMeaning = (typeof FEEDBACK_MEANINGS)[number];

/** What came back about one recipient. */
export interface FeedbackRow {
  id: number;
  source: FeedbackSource;
  state: FeedbackState;
  /** With `unmatched` an UnmatchedReason, with `poison` what went wrong. */
  why: string | null;
  class: FeedbackClass;
  meaning: FeedbackMeaning;
  /** Enhanced status code, e.g. `5.1.1` (RFC 3463). */
  status: string | null;
  /** The words of the server that refused. */
  reply: string | null;
  /** What decided the class, e.g. `status:5.1.1`. */
  rule: string;
  /** `tag`: the envelope that we gave it; `session`: the relay said it while it was given the e-mail. */
  matchedBy: 'tag' | 'message-id' | 'session' | null;
  campaign: { id: number; name: string } | null;
  /** Null where it is unmatched, or the person is erased. */
  contact: { id: number; email: string } | null;
  /** As the evidence names it. */
  address: string | null;
  /** The recipient's domain. */
  domain: string | null;
  /** Where the recipient has their e-mails forwarded to: that is where it failed. */
  forwardedTo: string | null;
  /** Of an unmatched one: a contact with the address that it names. Nothing follows, for anybody may have written it. */
  suggestion: { id: number; email: string } | null;
  occurredAt: Instant | null;
  receivedAt: Instant;
  /** False once its time is over or the person is erased. */
  hasEvidence: boolean;
}

/** `GET /feedback` — bounces.read: newest first. `search` looks in addresses and the servers' words. */
export interface FeedbackQuery extends PageQuery {
  state?: FeedbackState;
  class?: FeedbackClass;
  source?: FeedbackSource;
  campaignId?: number;
  contactId?: number;
}
export type FeedbackListResponse = Page<FeedbackRow>;

export interface FeedbackDetail extends FeedbackRow {
  /** What it was read from, as text that may be shown: without control characters, bytes that are none replaced. */
  evidence: string | null;
  /** The evidence was larger than `bounces.evidence.maxKilobytes`. */
  isCut: boolean;
  keys: { tags: string[]; messageIds: string[] };
  /** Whether the recipient is suppressed because of this very feedback. */
  suppresses: boolean;
}
/** `GET /feedback/:id` — bounces.read */
export type FeedbackResponse = One<FeedbackDetail>;

/**
 * `POST /feedback/classify-again` — bounces.manage: reads stored evidence again by the rules of today, and corrects the
 * ledger, suppressions and figures. `ids`: at most 500. `all`: what is unmatched or could not be read, in steps: call it
 * again with `afterId` = `lastId` until `left` is 0.
 */
export type ClassifyAgainRequest = { ids: number[] } | { all: true; afterId?: number };
export type ClassifyAgainResponse = One<{
  looked: number;
  /** Got another class, reason or recipient. */
  changed: number;
  /** Of these, with a recipient now that they had not before. */
  matched: number;
  /** Still cannot be read, or have no evidence any more. */
  unread: number;
  lastId: number | null;
  left: number;
}>;

/** `POST /feedback/dismiss` — bounces.manage: puts unmatched or unreadable feedback aside; `dismissed: false` takes it back. */
export interface DismissFeedbackRequest {
  ids: number[];
  dismissed?: boolean;
}
export type DismissFeedbackResponse = One<{ changed: number }>;

/** What came back of a campaign, alike together. */
export interface BounceGroup {
  class: FeedbackClass;
  meaning: FeedbackMeaning;
  recipients: number;
  /** Most recipients first, at most 5. */
  domains: { domain: string; recipients: number }[];
  /** The latest words of a server. */
  reply: string | null;
  lastAt: Instant;
}
/** `GET /campaigns/:id/bounces` — bounces.read: without good news; most recipients first. */
export type CampaignBouncesResponse = One<BounceGroup[]>;

export interface SuppressionChange {
  action: 'suppressed' | 'lifted';
  reason: SuppressionReason;
  /** What lifted it: an editor, the person's confirmation, the end of its rest, better rules. */
  rule: 'admin' | 'opt-in' | 'rest-over' | 'classified-again' | null;
  /** The server's words, or the editor's. */
  note: string | null;
  feedbackId: number | null;
  campaignId: number | null;
  occurredAt: Instant;
}
/** `GET /contacts/:id/bounces` — bounces.read and contacts.read: the 100 latest, and every suppression there was. */
export type ContactBouncesResponse = One<{ feedback: FeedbackRow[]; suppressions: SuppressionChange[] }>;

/**
 * `complaints`: the rate of a campaign reached `bounces.complaints.alarmRate`; `complaints-paused`: the pause rate, and
 * it was paused. `blocks`: a domain refuses the sender again and again. `authentication`: a domain says that SPF, DKIM
 * or DMARC failed.
 */
export const ALARM_KINDS = ['complaints', 'complaints-paused', 'blocks', 'authentication'] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];

export interface AlarmFigures {
  /** Of a campaign. */
  complaints?: number;
  delivered?: number;
  /** Of a domain: answers within `minutes`, and the last one's words. */
  answers?: number;
  minutes?: number;
  reply?: string | null;
}
export interface Alarm {
  id: number;
  kind: AlarmKind;
  campaign: { id: number; name: string } | null;
  domain: string | null;
  /** As they were at `lastAt`. */
  figures: AlarmFigures;
  raisedAt: Instant;
  /** When it last got worse. */
  lastAt: Instant;
  seenAt: Instant | null;
}
/** `GET /alarms` — bounces.read or campaigns.read: newest first. */
export interface AlarmsQuery extends PageQuery {
  seen?: boolean;
}
export type AlarmsResponse = Page<Alarm>;
/** `POST /alarms/seen` — bounces.manage */
export type SeeAlarmsRequest = { ids: number[] } | { all: true };
export type SeeAlarmsResponse = One<{ changed: number }>;

/**
 * `GET /bounces/settings` — bounces.read or settings.read.
 * `PUT /bounces/settings` (body: `{alarmRecipients}`) — bounces.manage or settings.manage.
 */
export interface BounceSettings {
  /** Who is told of alarms by e-mail, at most 20 addresses. */
  alarmRecipients: string[];
  /** From the configuration (`bounces.*`); read-only here. */
  rules: {
    soft: { count: number; days: number; campaigns: number; restDays: number };
    complaints: { alarmRate: number; pauseRate: number; minimum: number };
    blocks: { count: number; minutes: number };
    evidence: { maxKilobytes: number; retentionDays: number };
  };
}
export type BounceSettingsResponse = One<BounceSettings>;
