import { decide, type Decision } from '../decide';
import type { ClassifiedMessage, ClassifiedRecipient } from '../message';
import { hasNullReturnPath } from '../kind';
import { referencesOf } from '../references';
import type { Report } from '../report/read';

const MOST_DIAGNOSTIC = 500;

/** How Postfix, Exim and qmail say when the refusal came. */
const AFTER_DATA = /in reply to (?:end of )?DATA|after end of data|failed after I sent the message/i;

/** A recipient of whom nothing is known but what is given. */
export const recipient = (
  known: Pick<ClassifiedRecipient, 'address' | 'class' | 'reason' | 'rule'> & Partial<ClassifiedRecipient>,
): ClassifiedRecipient => ({
  originalAddress: null,
  status: null,
  reply: null,
  action: null,
  diagnostic: null,
  remoteMta: null,
  ...known,
});

/** What the report says of itself, beside its recipients. */
export interface Facts {
  feedbackType?: string | null;
  envelopeId?: string | null;
  arrivalDate?: string | null;
  reportingMta?: string | null;
  messageIds?: readonly string[];
}

export function verdict(
  report: Report,
  { kind, recipients, rule }: Pick<ClassifiedMessage, 'kind' | 'recipients' | 'rule'>,
  { feedbackType = null, ...facts }: Facts = {},
): ClassifiedMessage {
  const { headers, returned } = report;
  const nullReturnPath = hasNullReturnPath(headers);
  const says = headers.has('auto-submitted') && !/^\s*no\b/i.test(headers.raw('auto-submitted'));
  return {
    kind,
    recipients,
    references: referencesOf({ headers, returned, ...facts }),
    autoSubmitted: nullReturnPath || says || kind !== 'none',
    nullReturnPath,
    feedbackType,
    rule,
  };
}

export const shorten = (words: string): string | null =>
  words.replace(/\s+/g, ' ').trim().slice(0, MOST_DIAGNOSTIC) || null;

/** The words or the status gave a reason, not the reply code alone. */
export const says = ({ rule, reason }: Decision): boolean =>
  rule.startsWith('after-data:') || (/^(?:status|phrase):/.test(rule) && reason !== 'filtered');

/**
 * By the first of several sources that says something, the surest first.
 * @param diagnosed the first source holds the words of the server that refused.
 */
export function decideBy(status: string | null, sources: readonly string[], diagnosed: boolean): Decision {
  const afterData = sources.some((words) => AFTER_DATA.test(words));
  let vague: Decision | null = null;
  for (const [place, words] of sources.entries()) {
    if (words.trim() === '' && vague) continue;
    const decision = decide({ status, words, firstHand: diagnosed && place === 0, afterData });
    if (says(decision)) return { ...decision, reply: decision.reply ?? vague?.reply ?? null };
    vague ??= decision;
  }
  return vague ?? decide({ status, words: '' });
}
