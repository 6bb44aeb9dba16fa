import type {
  CampaignStatus,
  DeliveryStatus,
  ExclusionReason,
  HARD_REASONS,
  MeasureKey,
  SENDING_STATUSES,
  SOFT_REASONS,
} from '../../../contracts';

type Parts<K extends string> = Record<K, string>;

/** Everything that a downloaded report says, in one language. */
export interface Words {
  title: string;
  fileName: string;
  /** Of numbers, dates and the document itself. */
  locale: string;
  /** luxon formats of an instant, of a full hour, and of an hour at midnight. */
  dateTime: string;
  shortDateTime: string;
  hour: string;
  page: (page: number, of: number) => string;
  cutOff: string;
  timeZone: string;
  institution: string;
  campaign: string;
  subject: string;
  sender: string;
  lists: string;
  status: string;
  started: string;
  finished: string;
  notYet: string;
  yes: string;
  no: string;
  outcome: string;
  timeline: string;
  timelineEmpty: string;
  topDomains: string;
  noData: string;
  opens: string;
  clicks: string;
  hourColumn: string;
  ledger: string;
  candidates: string;
  excluded: string;
  recipients: string;
  sent: string;
  /** `12 of 100`; without a count `of 100 recipients`. */
  countOf: (count: string, base: string, what?: string) => string;
  addsUp: string;
  doesNotAddUp: string;
  measures: string;
  section: string;
  measure: string;
  formula: string;
  count: string;
  base: string;
  percent: string;
  allEvents: string;
  allEventsPercent: string;
  notes: string[];
  domains: string;
  domainsSection: string;
  domain: string;
  otherDomains: (count: number) => string;
  domainsNote: string;
  domainsInCsv: string;
  links: string;
  noLinks: string;
  link: string;
  uniqueClicks: string;
  totalClicks: string;
  readers: string;
  noReaders: string;
  /** What the figures can tell, and what not. */
  readersNotes: string[];
  noPlaces: string;
  device: string;
  client: string;
  country: string;
  city: string;
  people: string;
  devices: Record<'desktop' | 'phone' | 'tablet', string>;
  hidden: string;
  unknown: string;
  others: (count: number) => string;
  measureNames: Record<MeasureKey, string>;
  formulas: Record<MeasureKey, string>;
  parts: {
    softBounces: Parts<(typeof SOFT_REASONS)[number]>;
    hardBounces: Parts<(typeof HARD_REASONS)[number]>;
    sending: Parts<(typeof SENDING_STATUSES)[number]>;
  };
  campaignStatus: Record<CampaignStatus, string>;
  deliveryStatus: Record<DeliveryStatus, string>;
  exclusionReason: Record<ExclusionReason, string>;
}
