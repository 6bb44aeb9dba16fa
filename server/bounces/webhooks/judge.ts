import { decide } from '../classify/decide';
import { reportReasonOf } from '../classify/reasons';
import type { FeedbackClass } from '../feedback/feedback';
import type { Reading } from './provider';

interface Judgement {
  class: FeedbackClass;
  /** See `Feedback.reason`. */
  reason: string | null;
  /** What decided besides the provider. */
  rule: string | null;
}

/** What providers call a bounce; of everything else they know more than the words tell. */
const BOUNCES: ReadonlySet<FeedbackClass> = new Set(['hard', 'soft', 'unknown']);

const REASONS: Partial<Record<FeedbackClass, string>> = { block: 'policy', content: 'content' };

/**
 * A second look at a bounce by the words of the receiving server, where the provider passed them on. Providers call all
 * kinds of refusals hard: what blames the sender, the message or a full mailbox says nothing against the address. What
 * they call soft is hard where the server says that there is no such address.
 */
export function judge({ class: told, status = null, reply, refused }: Reading): Judgement {
  const asTold = { class: told, reason: REASONS[told] ?? null, rule: null };
  // Of an e-mail that it did not even try to hand over, only the provider knows why.
  if (refused || !BOUNCES.has(told) || !(status || reply)) return asTold;
  const decision = decide({ status, words: reply ?? '', firstHand: true });
  if (decision.class === 'unknown') return asTold;
  return {
    class: decision.class,
    reason: reportReasonOf(decision.reason, decision.class !== 'hard'),
    rule: decision.rule,
  };
}
