import type { FeedbackClass } from '../feedback/feedback';
import { bounceOf, isRefusedForBefore, provesArrival, type Bounce } from './meaning';

/** One piece of feedback about an e-mail, as its row keeps it. */
export interface Told {
  class: FeedbackClass;
  reason: string | null;
  action: string | null;
  reply: string | null;
  at: Date;
}

/** What all feedback about an e-mail comes to. */
export interface Finding {
  bounce: (Bounce & { at: Date; reply: string | null }) | null;
  complainedAt: Date | null;
  arrivedAt: Date | null;
}

const earliest = (dates: readonly Date[]): Date | null =>
  dates.reduce<Date | null>((first, date) => (!first || date < first ? date : first), null);
const last = (dates: readonly Date[]): Date | null =>
  dates.reduce<Date | null>((latest, date) => (!latest || date > latest ? date : latest), null);

/**
 * What the ledger says of an e-mail after everything that came back of it: the hardest bounce, of equal ones the first
 * that was stored; a delivery takes back soft ones of before. The same as storing one after the other comes to.
 * @param told in the order in which it was stored.
 */
export function findingOf(told: readonly Told[]): Finding {
  const delivered = last(told.filter((one) => one.class === 'success').map(({ at }) => at));
  const bounces = told.flatMap((one) => {
    const bounce = bounceOf(one);
    return bounce ? [{ ...bounce, at: one.at, reply: one.reply }] : [];
  });
  const standing = bounces.filter(
    ({ bounceClass, at }) => bounceClass === 'hard' || !delivered || at >= delivered,
  );
  const complaints = told.filter((one) => one.class === 'complaint' && !isRefusedForBefore(one));
  return {
    bounce: standing.find(({ bounceClass }) => bounceClass === 'hard') ?? standing[0] ?? null,
    complainedAt: earliest(complaints.map(({ at }) => at)),
    arrivedAt: last(told.filter(provesArrival).map(({ at }) => at)),
  };
}
