import { HARD_REASONS, SOFT_REASONS } from '../../../contracts';
import type { Feedback, FeedbackClass } from '../feedback/feedback';

type SoftReason = (typeof SOFT_REASONS)[number];
type HardReason = (typeof HARD_REASONS)[number];

/** What the ledger says of a bounce. */
export type Bounce =
  { bounceClass: 'hard'; bounceReason: HardReason } | { bounceClass: 'soft'; bounceReason: SoftReason };

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
  if (own === 'hard') return { bounceClass: 'hard', bounceReason: knownOr(HARD_REASONS, reason, 'other') };
  if (own === 'soft') return { bounceClass: 'soft', bounceReason: knownOr(SOFT_REASONS, reason, 'other') };
  if ((own === 'unknown' || own === 'auth-failure') && action !== 'failed') return null;
  if (own === 'unknown') return { bounceClass: 'soft', bounceReason: 'other' };
  if (isRefusedForBefore({ class: own, action })) return { bounceClass: 'soft', bounceReason: 'policy' };
  const bounceReason = OF_THE_SENDER[own];
  return bounceReason ? { bounceClass: 'soft', bounceReason } : null;
}

/** Whether feedback counts towards the rest of an address: it failed, and nobody says that the sender or the message is why. */
export const isSoft = (item: Pick<Feedback, 'class' | 'action'>): boolean =>
  item.class === 'soft' || (item.class === 'unknown' && item.action === 'failed');

/** What only an e-mail that arrived brings about. An answer by a machine proves the mailbox, not the person. */
export const provesArrival = (item: Pick<Feedback, 'class' | 'action'>): boolean =>
  ['success', 'open', 'click', 'autoreply', 'complaint', 'unsubscribe'].includes(item.class) &&
  !isRefusedForBefore(item);
