import { classifyReply } from '../classify/reply';
import type { FeedbackClass } from '../feedback/feedback';
import type { Reading } from './provider';

interface Judgement {
  class: FeedbackClass;
  /** See `Feedback.reason`. */
  reason: string | null;
}

/** What providers call a bounce; of everything else they know more than the words tell. */
const BOUNCES: ReadonlySet<FeedbackClass> = new Set(['hard', 'soft', 'unknown']);

const REASONS: Partial<Record<FeedbackClass, string>> = { block: 'policy', content: 'content' };

/** The first three digits of a refusal. */
const CODE = /(?<!\d)([45]\d\d)(?=[ -])/;

/**
 * A second look at a bounce by the words of the receiving server, where the provider passed them on. Providers call all
 * kinds of refusals hard: what blames the sender, the message or a full mailbox says nothing against the address. What
 * they call soft is hard where the server says that there is no such address.
 */
export function judge({ class: told, status, reply }: Reading): Judgement {
  if (!BOUNCES.has(told)) return { class: told, reason: REASONS[told] ?? null };
  const words = [status, reply].filter(Boolean).join(' ');
  const code = Number(CODE.exec(reply ?? '')?.[1] ?? (status ? `${status[0]}50` : 0));
  if (code < 400) return { class: told, reason: null };
  const byWords = classifyReply(code, words);
  if (byWords.class === 'hard') return { class: 'hard', reason: byWords.reason };
  if (byWords.reason === 'policy' || byWords.senderFault) return { class: 'block', reason: 'policy' };
  if (byWords.reason === 'content') return { class: 'content', reason: 'content' };
  if (byWords.reason === 'mailbox_full') return { class: 'soft', reason: 'mailbox_full' };
  return { class: told, reason: told === 'hard' ? null : byWords.reason };
}
