import {
  HARD_REASONS,
  SENDING_STATUSES,
  SOFT_REASONS,
  type DeliveryStatus,
  type ExclusionReason,
} from '../../../contracts';

/** Ledger rows that are alike, and what they add up to: one line of the grouped query. */
export interface DeliveryGroup {
  /** Empty where the query did not group by domain. */
  domain: string;
  status: DeliveryStatus;
  reason: string | null;
  bounceClass: string | null;
  bounceReason: string | null;
  /** A bounce came back after the relay had accepted. */
  bounced: boolean;
  count: number;
  /** Rows with at least one open, and all opens; without class machine. A click implies an open, in both. */
  openers: number;
  opens: number;
  clickers: number;
  clicks: number;
  /** The same with class machine left in. */
  allOpeners: number;
  allOpens: number;
  allClickers: number;
  allClicks: number;
  unsubscribed: number;
  complained: number;
}

export type SoftReason = (typeof SOFT_REASONS)[number];
export type HardReason = (typeof HARD_REASONS)[number];
export type SendingStatus = (typeof SENDING_STATUSES)[number];

const ENGAGEMENTS = [
  'openers',
  'opens',
  'clickers',
  'clicks',
  'allOpeners',
  'allOpens',
  'allClickers',
  'allClicks',
  'unsubscribed',
  'complained',
] as const satisfies readonly (keyof DeliveryGroup)[];

/** Counts of recipients, before any percentage. */
export interface Tally extends Record<(typeof ENGAGEMENTS)[number], number> {
  recipients: number;
  delivered: number;
  soft: Record<SoftReason, number>;
  hard: Record<HardReason, number>;
  sending: Record<SendingStatus, number>;
  cancelled: number;
}

const zeros = <K extends string>(keys: readonly K[]): Record<K, number> =>
  Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;

const emptyTally = (): Tally => ({
  recipients: 0,
  delivered: 0,
  soft: zeros(SOFT_REASONS),
  hard: zeros(HARD_REASONS),
  sending: zeros(SENDING_STATUSES),
  cancelled: 0,
  ...zeros(ENGAGEMENTS),
});

const knownOr = <K extends string>(keys: readonly K[], key: string | null, other: K): K =>
  keys.find((known) => known === key) ?? other;

/** A bounce without a class is soft: only a class hard says that the address will never work. */
function addBounce(tally: Tally, { bounceClass, bounceReason, count }: DeliveryGroup): void {
  if (bounceClass === 'hard') tally.hard[knownOr(HARD_REASONS, bounceReason, 'other')] += count;
  else tally.soft[knownOr(SOFT_REASONS, bounceReason, 'other')] += count;
}

function addOutcome(tally: Tally, group: DeliveryGroup): void {
  const { status, count } = group;
  if (status === 'rejected' || (status === 'accepted' && group.bounced)) addBounce(tally, group);
  else if (status === 'accepted') tally.delivered += count;
  else if (status === 'cancelled') tally.cancelled += count;
  else if (status !== 'excluded' && status in tally.sending) tally.sending[status] += count;
}

/** Adds up the groups; `excluded` rows are no recipients and count nowhere here. */
export function tallyOf(groups: readonly DeliveryGroup[]): Tally {
  const tally = emptyTally();
  for (const group of groups) {
    if (group.status === 'excluded') continue;
    tally.recipients += group.count;
    addOutcome(tally, group);
    for (const key of ENGAGEMENTS) tally[key] += group[key];
  }
  return tally;
}

/** One tally per recipient domain. */
export function talliesByDomain(groups: readonly DeliveryGroup[]): Map<string, Tally> {
  const byDomain = new Map<string, DeliveryGroup[]>();
  for (const group of groups) {
    if (group.status === 'excluded') continue;
    const known = byDomain.get(group.domain);
    if (known) known.push(group);
    else byDomain.set(group.domain, [group]);
  }
  return new Map([...byDomain].map(([domain, own]) => [domain, tallyOf(own)]));
}

/** Why candidates were left out, by reason. */
export function exclusionsOf(groups: readonly DeliveryGroup[]): Partial<Record<ExclusionReason, number>> {
  const reasons: Partial<Record<ExclusionReason, number>> = {};
  for (const { status, reason, count } of groups) {
    if (status !== 'excluded' || reason === null) continue;
    reasons[reason as ExclusionReason] = (reasons[reason as ExclusionReason] ?? 0) + count;
  }
  return reasons;
}
