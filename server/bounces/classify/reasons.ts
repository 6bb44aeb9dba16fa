import type { HARD_REASONS, SOFT_REASONS } from '../../../contracts';
import type { BounceClass } from './message';

/** What the report shows. */
export type BounceReason = (typeof SOFT_REASONS)[number] | (typeof HARD_REASONS)[number];

/** Class and row of the report for each reason that a server gives. */
const REASONS = {
  user_unknown: ['hard', 'unknown_address'],
  domain_unknown: ['hard', 'unknown_domain'],
  null_mx: ['hard', 'unknown_domain'],
  moved: ['hard', 'disabled'],
  disabled: ['hard', 'disabled'],
  mailbox_full: ['soft', 'mailbox_full'],
  suspended: ['soft', 'other'],
  system_full: ['soft', 'server'],
  system: ['soft', 'server'],
  network: ['soft', 'server'],
  expired: ['soft', 'server'],
  greylisted: ['soft', 'policy'],
  restricted: ['block', 'policy'],
  reputation: ['block', 'policy'],
  authentication: ['block', 'policy'],
  reverse_dns: ['block', 'policy'],
  sender_refused: ['block', 'policy'],
  relaying: ['block', 'policy'],
  rate_limited: ['block', 'policy'],
  tls: ['block', 'policy'],
  protocol: ['block', 'policy'],
  policy: ['block', 'policy'],
  spam: ['block', 'policy'],
  too_big: ['content', 'content'],
  content: ['content', 'content'],
  virus: ['content', 'content'],
  filtered: ['unknown', 'other'],
  undefined: ['unknown', 'other'],
} as const satisfies Record<string, readonly [BounceClass, BounceReason]>;

export type RefusalReason = keyof typeof REASONS;
export type Reason =
  RefusalReason | 'feedback' | 'authentication_report' | 'vacation' | 'challenge' | 'delayed' | 'delivered';

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
