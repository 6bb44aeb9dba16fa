import type { Instant, One } from './common';
import type { Figure, ReportFileQuery } from './reports';

/** From best to worst; `optional`: not set up, and mail goes out well without; `unknown`: the DNS did not tell. */
export const HEALTH_STATES = ['ok', 'optional', 'unknown', 'warning', 'problem'] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

export const HEALTH_CHECKS = [
  'from',
  'spf',
  'dkim',
  'dmarc',
  'alignment',
  'replies',
  'bounces',
  'ptr',
  'unsubscribe',
  'tls',
  'mta-sts',
  'tls-rpt',
  'bimi',
] as const;
export type HealthCheckKey = (typeof HEALTH_CHECKS)[number];

/** Everything that a check may find, and how good or bad it is. */
export const HEALTH_FINDINGS = {
  'from-own-domain': 'ok',
  'from-freemail': 'problem',
  /** `lookups` */
  'spf-ok': 'ok',
  'spf-missing': 'problem',
  /** `count` */
  'spf-several': 'problem',
  /** `domain`, `term` */
  'spf-syntax': 'problem',
  /** `domain`: the target of an include or redirect without a record. */
  'spf-include-missing': 'problem',
  /** `count` */
  'spf-lookups': 'problem',
  /** `count` */
  'spf-voids': 'problem',
  'spf-allows-all': 'problem',
  'spf-open-end': 'warning',
  'spf-ptr': 'warning',
  /** `host`, `ip` */
  'spf-relay-allowed': 'ok',
  /** `host`, `ip` */
  'spf-relay-refused': 'problem',
  /** `host` */
  'spf-relay-unknown': 'unknown',
  /** `provider` */
  'spf-provider-allowed': 'ok',
  /** `provider`, `include` */
  'spf-provider-missing': 'problem',
  /** `provider`: it writes its own domain into the envelope unless told otherwise. */
  'spf-provider-envelope': 'unknown',
  /** `selector`, `algorithm`, `bits` (0: not of this algorithm) */
  'dkim-ok': 'ok',
  /** As all below: `selector`. */
  'dkim-missing': 'problem',
  'dkim-other-key': 'problem',
  'dkim-several': 'problem',
  'dkim-revoked': 'problem',
  'dkim-hash': 'problem',
  'dkim-service': 'problem',
  'dkim-testing': 'warning',
  'dkim-ed25519-only': 'warning',
  'dkim-none': 'problem',
  /** `provider` */
  'dkim-provider': 'unknown',
  'dmarc-missing': 'problem',
  'dmarc-several': 'problem',
  'dmarc-syntax': 'problem',
  'dmarc-policy-missing': 'warning',
  'dmarc-none': 'ok',
  /** `policy` */
  'dmarc-enforced': 'ok',
  /** `domain` */
  'dmarc-inherited': 'ok',
  'dmarc-partial': 'optional',
  'dmarc-no-reports': 'optional',
  /** `domain` */
  'dmarc-reports-refused': 'warning',
  'alignment-both': 'ok',
  'alignment-dkim': 'ok',
  'alignment-spf': 'ok',
  'alignment-none': 'problem',
  'alignment-unknown': 'unknown',
  /** `domain` */
  'alignment-envelope': 'optional',
  /** `domain`, `hosts` */
  'mx-ok': 'ok',
  /** As all below: `domain`. */
  'mx-implicit': 'warning',
  'mx-missing': 'problem',
  'mx-null': 'problem',
  'mx-dead': 'problem',
  /** `ip`, `name` */
  'ptr-ok': 'ok',
  /** `ip` */
  'ptr-missing': 'problem',
  /** `ip`, `name` */
  'ptr-unconfirmed': 'problem',
  /** `provider` */
  'ptr-provider': 'ok',
  /** `host` */
  'ptr-unknown': 'unknown',
  'relay-none': 'unknown',
  'unsubscribe-https': 'ok',
  /** `url` */
  'unsubscribe-http': 'problem',
  /** `host` */
  'tls-required': 'ok',
  /** `host` */
  'tls-offered': 'optional',
  'mta-sts-ok': 'ok',
  'mta-sts-missing': 'optional',
  'mta-sts-invalid': 'warning',
  'tls-rpt-ok': 'ok',
  'tls-rpt-missing': 'optional',
  'tls-rpt-invalid': 'warning',
  /** `url` */
  'bimi-ok': 'ok',
  'bimi-missing': 'optional',
  'bimi-invalid': 'warning',
  'bimi-not-enforced': 'warning',
  'bimi-no-certificate': 'optional',
  /** `name` */
  unreadable: 'unknown',
} as const satisfies Record<string, HealthState>;
export type HealthFindingCode = keyof typeof HEALTH_FINDINGS;

export interface HealthFinding {
  code: HealthFindingCode;
  state: HealthState;
  values: Record<string, string | number>;
}

export interface DnsRecord {
  /** Without a dot at its end. */
  name: string;
  type: 'TXT' | 'MX' | 'PTR';
  /** Of an MX `10 mail.example.org`; of a TXT in one piece. */
  value: string;
}

/** A record as it is to be published. */
export interface WantedRecord extends DnsRecord {
  /** The same as a line of a zone file, a long text in pieces of at most 255 octets (RFC 1035 §3.3). */
  zoneLine: string;
  /** Take this one away: `replaces` stands in the DNS now; null: nothing does. */
  replaces: string | null;
}

export interface HealthCheck {
  key: HealthCheckKey;
  /** The worst of its findings; `optional` where there is none but that. */
  state: HealthState;
  findings: HealthFinding[];
  /** What stands in the DNS. */
  found: DnsRecord[];
  publish: WantedRecord[];
}

/** Whose rules for senders of many e-mails (5,000 a day and more) are looked at. */
export const BULK_RULES = ['gmail', 'yahoo', 'outlook'] as const;

export interface BulkVerdict {
  provider: (typeof BULK_RULES)[number];
  /** Null: something that it asks for could not be found out. */
  ready: boolean | null;
  /** The checks that stand in the way. */
  missing: HealthCheckKey[];
  unknown: HealthCheckKey[];
}

export interface SenderHealth {
  senderId: number;
  fromAddress: string;
  domain: string;
  /** Domain of the envelope sender, which SPF is about. */
  bounceDomain: string;
  /** The worst of its checks; what is `optional` does no harm. */
  state: HealthState;
  checks: HealthCheck[];
  bulk: BulkVerdict[];
  checkedAt: Instant;
}
/**
 * `GET /health/senders/:id` — settings.read: asks the DNS, or answers what it said within the last minutes. At most some
 * ten seconds; what is not known by then is `unknown`. `POST /health/senders/:id` `{}` — settings.manage: asks anew.
 */
export type SenderHealthResponse = One<SenderHealth>;

/** What became of the e-mails to a recipient domain. delivered + softBounces + hardBounces = sent. */
export interface RecipientFigures {
  sent: number;
  delivered: Figure;
  softBounces: Figure;
  hardBounces: Figure;
  /** Of the soft bounces, those that refuse the sender: policy or reputation. */
  blocks: Figure;
  complaints: Figure;
}

export const RECIPIENT_ALARMS = ['complaints', 'blocks', 'hard', 'soft'] as const;
export interface RecipientAlarm {
  code: (typeof RECIPIENT_ALARMS)[number];
  state: 'warning' | 'problem';
}

/** Of the e-mails whose sending ended in a week: how many, and how many of them came back. */
export interface RecipientWeek {
  sent: number;
  softBounces: number;
  hardBounces: number;
}

export interface RecipientRow extends RecipientFigures {
  /** The eight weeks up to `cutOff`, the oldest first. */
  weeks: RecipientWeek[];
}

export interface RecipientDomain extends RecipientRow {
  domain: string;
  /** The 30 days before; null where nothing was sent. */
  before: RecipientFigures | null;
  alarms: RecipientAlarm[];
}

export interface RecipientHealth {
  /** E-mails whose sending ended from here on, up to `cutOff`: 30 days. */
  from: Instant;
  cutOff: Instant;
  /** How many domains there are that match the search. */
  domainCount: number;
  /** At most 50: those with an alarm first, then most e-mails. */
  domains: RecipientDomain[];
  /** The rest of those that match; null where there is none. */
  others: (RecipientRow & { domainCount: number }) | null;
  /** Of all that match: `domains` and `others` together. */
  total: RecipientRow;
  thresholds: {
    /** Shares of the delivered e-mails, from `bounces.complaints`. */
    complaints: { warning: number; problem: number; minimum: number };
    /** Shares of the sent e-mails, once so many were sent. */
    blocks: { warning: number; problem: number };
    hard: { warning: number; problem: number };
    /** Share, and times the share of the 30 days before. */
    soft: { warning: number; times: number };
    minimumSent: number;
  };
}
/** `GET /health/recipients` — reports.read. */
export interface RecipientHealthQuery {
  search?: string;
}
export type RecipientHealthResponse = One<RecipientHealth>;
/** `GET /health/recipients/csv` — reports.export: all domains. */
export type RecipientHealthFileQuery = Pick<ReportFileQuery, 'language' | 'separator'>;
