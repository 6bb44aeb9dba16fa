import { HARD_REASONS, SOFT_REASONS } from '../../../contracts';
import { isRefusalReason, reportReasonOf } from '../classify/reasons';
import type { Feedback, FeedbackClass } from '../feedback/feedback';

type SoftReason = (typeof SOFT_REASONS)[number];
type HardReason = (typeof HARD_REASONS)[number];

/** What the ledger says of a bounce. */
export type Bounce =
  { bounceClass: 'hard'; bounceReason: HardReason } | { bounceClass: 'soft'; bounceReason: SoftReason };

/** A reason as the report has it. */
const rowOf = (reason: string | null, isHard: boolean): string | null =>
  reason !== null && isRefusalReason(reason) ? reportReasonOf(reason, !isHard) : reason;

const knownOr = <K extends string>(keys: readonly K[], key: string | null, other: K): K =>
  keys.find((known) => known === key) ?? other;

/** Softer than hard, and never counted against the recipient. */
const OF_THE_SENDER: Partial<Record<FeedbackClass, SoftReason>> = {
  block: 'policy',
  'auth-failure': 'policy',
  content: 'content',
};

/**
 * A provider did not even try, because the person complained about an e-mail before, or left, there: what follows for
 * the person follows, but this e-mail neither arrived nor was complained about.
 */
export const isRefusedForBefore = ({ class: own, action }: Pick<Feedback, 'class' | 'action'>): boolean =>
  action === 'failed' && (own === 'complaint' || own === 'unsubscribe');

/**
 * The bounce that feedback tells of; null where the e-mail did not fail for good. `unknown` and `auth-failure` are
 * bounces where the evidence says so itself: reports about authentication come for e-mails that arrived, too.
 */
export function bounceOf({
  class: own,
  reason,
  action,
}: Pick<Feedback, 'class' | 'reason' | 'action'>): Bounce | null {
  if (own === 'hard')
    return { bounceClass: 'hard', bounceReason: knownOr(HARD_REASONS, rowOf(reason, true), 'other') };
  if (own === 'soft')
    return { bounceClass: 'soft', bounceReason: knownOr(SOFT_REASONS, rowOf(reason, false), 'other') };
  if ((own === 'unknown' || own === 'auth-failure') && action !== 'failed') return null;
  if (own === 'unknown') return { bounceClass: 'soft', bounceReason: 'other' };
  if (isRefusedForBefore({ class: own, action })) return { bounceClass: 'soft', bounceReason: 'policy' };
  const bounceReason = OF_THE_SENDER[own];
  return bounceReason ? { bounceClass: 'soft', bounceReason } : null;
}

/** Whether the sender was refused, whoever the recipient. */
export const isBlock = ({ class: own, action }: Pick<Feedback, 'class' | 'action'>): boolean =>
  action === 'failed' && (own === 'block' || own === 'auth-failure');

/** RFC 7372, and what Microsoft and Google say for the same. 5.7.27 is a null MX as well: there the words decided. */
const AUTHENTICATION = /^5\.7\.(2[0-6]|30|32|40|509|515)$/;

/** Whether the refusal says that SPF, DKIM or DMARC failed. */
export const isAuthentication = (item: Pick<Feedback, 'class' | 'action' | 'reason' | 'status'>): boolean =>
  isBlock(item) &&
  (item.class === 'auth-failure' ||
    item.reason === 'authentication' ||
    AUTHENTICATION.test(item.status ?? ''));

/** Whether feedback counts towards the rest of an address: it failed, and nobody says that the sender or the message is why. */
export const isSoft = (item: Pick<Feedback, 'class' | 'action'>): boolean =>
  item.class === 'soft' || (item.class === 'unknown' && item.action === 'failed');

/** What only an e-mail that arrived brings about. An answer by a machine proves the mailbox, not the person. */
export const provesArrival = (item: Pick<Feedback, 'class' | 'action'>): boolean =>
  ['success', 'open', 'click', 'autoreply', 'complaint', 'unsubscribe'].includes(item.class) &&
  !isRefusedForBefore(item);
