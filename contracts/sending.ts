import type { Instant, Language, One } from './common';

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** When e-mails may leave, on the clocks of the institution's time zone. */
export interface SendingWindow {
  enabled: boolean;
  /** `HH:mm` to `HH:mm`, the start included, the end not; null: nothing leaves on that day. */
  hours: Record<Weekday, { from: string; to: string } | null>;
  /** Nothing leaves on the holidays of the configured calendar (`holidays`). */
  skipHolidays: boolean;
}

export interface SendingRules {
  window: SendingWindow;
  /** E-mails that may be handed to the relays in a calendar month; null: no limit. */
  monthlyQuota: number | null;
}

export interface Holiday {
  /** `YYYY-MM-DD` */
  date: string;
  name: Record<Language, string>;
}

export interface WindowState {
  open: boolean;
  /** When closed: why, and when it opens next (null: never, no day has hours). */
  reason: 'hours' | 'holiday' | null;
  holiday: Holiday | null;
  opensAt: Instant | null;
  /** When open and limited: when it closes. */
  closesAt: Instant | null;
}

export interface QuotaState {
  /** `YYYY-MM` in the institution's time zone. */
  month: string;
  limit: number | null;
  /** Handed to a relay this month; test e-mails and confirmations are not counted. */
  used: number;
  /** Campaigns that will use it this month: scheduled before its end, or going out with recipients left. */
  planned: { campaignId: number; name: string; recipients: number }[];
  plannedTotal: number;
  /** limit − used, never below 0; null without a limit. */
  remaining: number | null;
  /** True where `planned` needs more than remains. */
  short: boolean;
  resetsAt: Instant;
}

export interface SendingRulesState {
  rules: SendingRules;
  window: WindowState;
  /** Of the next twelve months. */
  holidays: Holiday[];
  quota: QuotaState;
}
/**
 * `GET /sending/rules` — settings.read or campaigns.read.
 * `PUT /sending/rules` (body: SendingRules) — settings.manage. Hours that end before they start: 400 `invalid-input`.
 */
export type SendingRulesResponse = One<SendingRulesState>;

export interface TransportLimits {
  perSecond?: number;
  perMinute?: number;
  perHour?: number;
  perDay?: number;
}

export interface DkimKeyInfo {
  domain: string;
  selector: string;
  algorithm: 'rsa' | 'ed25519';
  /** Of an RSA key. */
  bits: number | null;
  /** The TXT record to publish at `<selector>._domainkey.<domain>`. */
  record: string;
}

/** A configured SMTP server; secrets are masked. */
export interface TransportInfo {
  name: string;
  host: string;
  port: number;
  /** `tls` from the first byte, `starttls` where offered, `starttls-required`. */
  security: 'tls' | 'starttls' | 'starttls-required';
  user: string | null;
  password: '••••' | null;
  weight: number;
  connections: number;
  limits: TransportLimits;
}
/** `GET /sending/transports` — settings.read or campaigns.read. */
export type TransportsResponse = One<{ transports: TransportInfo[]; dkim: DkimKeyInfo[] }>;

/** What keeps a session with a mail server from standing, where it is a known thing. */
export const TRANSPORT_FAILURES = [
  'nothing-listens',
  'no-route',
  'unknown-host',
  'timeout',
  'broken-off',
  'no-tls',
  'starttls-refused',
  'certificate-expired',
  'certificate-not-yet-valid',
  'certificate-self-signed',
  'certificate-unknown-authority',
  'certificate-other-host',
  'sign-in-refused',
] as const;
export type TransportFailure = (typeof TRANSPORT_FAILURES)[number];

/**
 * `POST /sending/transports/:name/verify` — settings.manage: connects and signs in; `reply` is the server's own words.
 * An unknown name is 404.
 */
export type VerifyTransportResponse = One<{
  ok: boolean;
  reply: string;
  failure?: TransportFailure;
  encrypted: boolean | null;
}>;

/** `POST /sending/dkim/verify` — settings.manage: asks the DNS for each key's record. */
export type VerifyDkimResponse = One<
  {
    domain: string;
    selector: string;
    /** `match`; `missing`: no record; `mismatch`: another key; `unreachable`: the DNS did not answer. */
    result: 'match' | 'missing' | 'mismatch' | 'unreachable';
  }[]
>;

/** What one process says of a transport at its last heartbeat. */
export interface TransportLive {
  name: string;
  /** `open`: no e-mail goes through until `retryAt`; `half-open`: one is tried. */
  circuit: 'closed' | 'open' | 'half-open';
  retryAt: Instant | null;
  /** Since when no e-mail goes through; null where they do. */
  downSince: Instant | null;
  busyConnections: number;
  /** Handed over in the last minute, all answers counted. */
  sentLastMinute: number;
  /** A limit that holds it back now. */
  limitedBy: keyof TransportLimits | null;
  /** The last failure of a session, in the server's words. */
  lastError: { at: Instant; reply: string; failure?: TransportFailure } | null;
}

/** A recipient domain that is written to more slowly than it could be, because it asked for it. */
export interface DomainBrake {
  domain: string;
  /** Messages a minute that it gets now. */
  perMinute: number;
  /** Nothing goes to it before. */
  heldUntil: Instant | null;
  since: Instant;
  /** What it said last. */
  reply: string;
}

/** A process that sends or plans. */
export interface SendingProcess {
  id: string;
  host: string;
  pid: number;
  role: 'web' | 'worker' | 'both';
  heartbeatAt: Instant;
  inFlight: number;
}

/** Something that keeps e-mails from leaving, for all campaigns. */
export interface SendingTrouble {
  code: 'queue-unreachable' | 'window-closed' | 'quota-used-up' | 'transport-down' | 'no-worker';
  since: Instant | null;
  /**
   * For its sentence in the panel; what is not known is left out. `queue-unreachable`: `reply`. `window-closed`:
   * `reason`, the holiday's name as `es` and `en`, `opensAt`. `quota-used-up`: `limit`, `resetsAt`. `transport-down`:
   * `transport`, `reply`, `failure`, `retryAt`, and how many `others` work.
   */
  values: Record<string, string | number>;
}

export interface LiveSending {
  processes: SendingProcess[];
  /** Of all processes together. */
  ratePerSecond: number;
  transports: TransportLive[];
  brakes: DomainBrake[];
  troubles: SendingTrouble[];
}
/** `GET /sending/live` — campaigns.read. */
export type LiveSendingResponse = One<LiveSending>;

export interface CampaignLive {
  /** Answers of relays in the last minute, per second. */
  ratePerSecond: number;
  /** Recipients without an answer yet. */
  remaining: number;
  /** Of these, put off by their server until later. */
  deferred: number;
  /** Null while nothing can be told: not sending, or no answer in the last minute. */
  estimate: {
    endsAt: Instant;
    /** What it was derived from: `rate` remaining ÷ rate; `retries` the last put-off one; `window` hours that are closed. */
    basis: 'rate' | 'retries' | 'window';
  } | null;
  troubles: SendingTrouble[];
  brakes: DomainBrake[];
  /** The latest refusals, alike ones together, most frequent first, at most 5. */
  errors: { reply: string; reason: string | null; recipients: number; lastAt: Instant }[];
}
/** `GET /campaigns/:id/live` — campaigns.read. */
export type CampaignLiveResponse = One<CampaignLive>;
