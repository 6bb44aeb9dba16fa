import type { CampaignStatus, ExclusionReason, LedgerTotals } from './campaigns';
import type { Instant, Language, One, Page, PageQuery } from './common';

/** The manual's measures 6.2.1–6.2.10 in its order (6.2.11, domains, is `Report.domains`). */
export const MEASURE_KEYS = [
  'delivered',
  'softBounces',
  'hardBounces',
  'sending',
  'uniqueOpens',
  'totalOpens',
  'uniqueClicks',
  'totalClicks',
  'unsubscribes',
  'complaints',
] as const;
export type MeasureKey = (typeof MEASURE_KEYS)[number];

export const SOFT_REASONS = ['mailbox_full', 'server', 'policy', 'content', 'other'] as const;
export const HARD_REASONS = ['unknown_address', 'unknown_domain', 'disabled', 'other'] as const;
export const SENDING_STATUSES = ['pending', 'in_flight', 'deferred', 'uncertain'] as const;

export interface Figure {
  count: number;
  /** What the percentage is taken over; 0 makes `percent` null, shown as "–". */
  base: number;
  /** One decimal; delivered, soft and hard add up to 100.0 (largest remainder). */
  percent: number | null;
}

export interface Measure extends Figure {
  key: MeasureKey;
  /** Number in the manual, e.g. `6.2.1`. */
  section: string;
  over: 'sent' | 'recipients';
  /** Sub-rows by reason (bounces) or status (sending). */
  parts: (Figure & { key: string })[];
  /** For opens and clicks: the same with class machine left in. */
  allEvents: Figure | null;
}

export interface DomainRow {
  domain: string;
  recipients: number;
  sent: number;
  measures: Record<MeasureKey, Figure>;
}

export interface LinkRow {
  id: number;
  url: string;
  /** Recipients with at least one click on it. */
  uniqueClicks: number;
  totalClicks: number;
}

/** People with something in common. */
export interface TraitRow extends Figure {
  /**
   * `hidden`: a mailbox provider's image proxy fetched all that they opened, and they followed no link. `unknown`:
   * nothing is known of them, or they are erased.
   */
  kind: 'named' | 'hidden' | 'unknown';
  /** Device: `desktop`, `phone`, `tablet`; program; country as ISO 3166-1; city. Null unless `named`. */
  name: string | null;
}

export interface CityRow extends TraitRow {
  /** ISO 3166-1. */
  country: string | null;
}

/**
 * Of whom an open or click counts, each once, by the last one that a program of their own made. Most first; in each
 * table the counts add up to `count` and the percentages to 100.0.
 */
export interface Readers {
  /** As many as the measure `uniqueOpens`. */
  count: number;
  devices: TraitRow[];
  clients: TraitRow[];
  /** Null where no place is known of anybody, as without the option `tracking.geoFile`. */
  countries: TraitRow[] | null;
  cities: CityRow[] | null;
}

export interface Report {
  campaign: {
    id: number;
    name: string;
    subject: string;
    fromName: string;
    fromAddress: string;
    status: CampaignStatus;
    lists: string[];
    startedAt: Instant | null;
    finishedAt: Instant | null;
  };
  institution: { name: string };
  /** The figures are true at this instant. */
  cutOff: Instant;
  timeZone: string;
  ledger: LedgerTotals & { excludedByReason: Partial<Record<ExclusionReason, number>>; addsUp: boolean };
  sent: number;
  measures: Measure[];
  /** Most recipients first. */
  domains: DomainRow[];
  links: LinkRow[];
  readers: Readers;
  /** Opens and clicks per hour since the start, at most 72 rows. */
  timeline: { hour: Instant; opens: number; clicks: number }[];
}

/** `GET /reports/:campaignId` — reports.read. `ETag` / `If-None-Match` → 304. */
export type ReportResponse = One<Report>;

/** What a recipient may answer on the page that says goodbye. */
export const LEAVE_REASONS = ['too_many', 'not_relevant', 'not_asked', 'other'] as const;
export type LeaveReason = (typeof LEAVE_REASONS)[number];

export interface LeaveAnswer {
  reason: LeaveReason;
  /** At most 500 characters; null where the person wrote nothing, or is erased. */
  words: string | null;
  givenAt: Instant;
}
export interface LeaveReasons {
  /** Every reason, also those that nobody gave. */
  counts: { reason: LeaveReason; count: number }[];
  /** The 50 latest with words, newest first. */
  answers: LeaveAnswer[];
}
/** `GET /reports/:campaignId/reasons` — reports.read. `/reasons/csv` (all of them) — reports.export. */
export type LeaveReasonsResponse = One<LeaveReasons>;

export interface ReportSummary {
  campaignId: number;
  name: string;
  status: CampaignStatus;
  startedAt: Instant | null;
  recipients: number;
  sent: number;
  delivered: Figure;
  softBounces: Figure;
  hardBounces: Figure;
  uniqueOpens: Figure;
  uniqueClicks: Figure;
  unsubscribes: Figure;
}
/** `GET /reports` — reports.read: campaigns that have started, newest first. */
export type ReportsQuery = PageQuery;
export type ReportsResponse = Page<ReportSummary>;

/** `GET /reports/:campaignId/csv` and `/pdf` — reports.export. */
export interface ReportFileQuery {
  language?: Language;
  /** CSV only. Default `;` for es, `,` for en. */
  separator?: ';' | ',';
  /** PDF only. Default `LETTER` (Colombia). */
  paper?: 'A4' | 'LETTER';
}
