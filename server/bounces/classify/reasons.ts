import type { HARD_REASONS, SOFT_REASONS } from '../../../contracts';
import type { BounceClass } from './message';

/** What the report shows. */
export type BounceReason = (typeof SOFT_REASONS)[number] | (typeof HARD_REASONS)[number];

/**
 * Class and row of the report for each reason that a server gives; in the order in which their phrases are tried:
 * what speaks of one matter only comes before what is said beside anything.
 */
const REASONS = {
  null_mx: ['hard', 'unknown_domain'],
  mailbox_full: ['soft', 'mailbox_full'],
  too_big: ['content', 'content'],
  authentication: ['block', 'policy'],
  reverse_dns: ['block', 'policy'],
  greylisted: ['soft', 'policy'],
  rate_limited: ['block', 'policy'],
  restricted: ['block', 'policy'],
  sender_refused: ['block', 'policy'],
  reputation: ['block', 'policy'],
  relaying: ['block', 'policy'],
  virus: ['content', 'content'],
  spam: ['block', 'policy'],
  user_unknown: ['hard', 'unknown_address'],
  moved: ['hard', 'disabled'],
  disabled: ['hard', 'disabled'],
  suspended: ['soft', 'other'],
  domain_unknown: ['hard', 'unknown_domain'],
  tls: ['block', 'policy'],
  network: ['soft', 'server'],
  expired: ['soft', 'server'],
  system_full: ['soft', 'server'],
  content: ['content', 'content'],
  protocol: ['block', 'policy'],
  policy: ['block', 'policy'],
  system: ['soft', 'server'],
  filtered: ['unknown', 'other'],
  undefined: ['unknown', 'other'],
} as const satisfies Record<string, readonly [BounceClass, BounceReason]>;

export type RefusalReason = keyof typeof REASONS;
export type Reason =
  RefusalReason | 'feedback' | 'authentication_report' | 'vacation' | 'challenge' | 'delayed' | 'delivered';

export const REFUSAL_REASONS = Object.keys(REASONS) as readonly RefusalReason[];

export const isRefusalReason = (reason: string): reason is RefusalReason => Object.hasOwn(REASONS, reason);

/** @param transient the refusal is for now only: such a one proves no address dead. */
export const classOf = (reason: RefusalReason, transient: boolean): BounceClass => {
  const [bounceClass] = REASONS[reason];
  return bounceClass === 'hard' && transient ? 'soft' : bounceClass;
};

/** The report's row for a reason; `transient` as above. */
export const reportReasonOf = (reason: RefusalReason, transient: boolean): BounceReason => {
  const [bounceClass, row] = REASONS[reason];
  return bounceClass === 'hard' && transient ? 'other' : row;
};
