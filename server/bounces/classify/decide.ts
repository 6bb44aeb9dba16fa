import phraseData from './data/refusal-phrases.json';
import type { BounceClass } from './message';
import { fold, Phrases, type PhraseGroup } from './phrases';
import { classOf, isRefusalReason, type RefusalReason } from './reasons';
import { findStatus, meaningOf, moreTelling } from './status';

export interface Evidence {
  /** Status field of a report (RFC 3464 §2.3.4). */
  status?: string | null;
  /** SMTP reply code; read from the words where it is not given. */
  reply?: string | null;
  /** The server's words. */
  words: string;
}

export interface Decision {
  class: BounceClass;
  reason: RefusalReason;
  status: string | null;
  reply: string | null;
  rule: string;
}

interface RefusalPhrases extends PhraseGroup {
  reason: RefusalReason;
  /** The words mean this beside these codes only, as subject and detail. */
  status?: readonly string[];
}

const phrases = new Phrases<RefusalPhrases>(
  phraseData.map(({ reason, ...group }) => {
    if (!isRefusalReason(reason))
      throw new Error(`refusal-phrases.json: ${group.id} has no reason ${reason}`);
    return { ...group, reason };
  }),
);

/** Subjects under which a refusal is never about a dead address, whatever its words: system, content, security. */
const NEVER_DEAD = new Set(['3', '6', '7']);

/** RFC 5321 §4.2: where neither a status nor the words tell more. */
const REPLIES: Record<string, RefusalReason> = {
  '421': 'system',
  '450': 'undefined',
  '451': 'system',
  '452': 'mailbox_full',
  '521': 'null_mx',
  '552': 'mailbox_full',
  '556': 'null_mx',
};

/** A reply code where it can only be one: at the start, after a colon, or before a status. */
const REPLY =
  /(?:^|[\s:;>("'[])([45]\d\d)(?:[ -](?:[45]\.\d{1,3}\.\d{1,3}|[A-Za-z<#"'(*.])|[:;,.]?\s*$|[-:][\s\w])/m;

export const findReply = (words: string): string | null => REPLY.exec(words)?.[1] ?? null;

/** The status that stands for a reason where the server gave no code (RFC 3463). */
const STATUS_OF: Partial<Record<RefusalReason, string>> = {
  user_unknown: '5.1.1',
  domain_unknown: '5.1.2',
  null_mx: '5.1.10',
  moved: '5.1.6',
  disabled: '5.2.1',
  suspended: '5.2.1',
  mailbox_full: '5.2.2',
  too_big: '5.3.4',
  expired: '5.4.7',
};

/**
 * What a refusal means: the status first, where it is a telling one, then the words, then the vague status, then the
 * reply code.
 */
export function decide({ status: given = null, reply: code = null, words }: Evidence): Decision {
  const status = moreTelling(given, findStatus(words));
  const reply = code ?? findReply(words);
  const { reason, rule } = reasonOf(status, reply, words);
  const transient = (status ?? reply ?? '5').startsWith('4');
  return {
    class: classOf(reason, transient),
    reason,
    status: status ?? (reply ? `${reply[0]}.0.0` : (STATUS_OF[reason] ?? null)),
    reply,
    rule,
  };
}

function reasonOf(
  status: string | null,
  reply: string | null,
  words: string,
): { reason: RefusalReason; rule: string } {
  const meaning = status ? meaningOf(status) : null;
  if (meaning && !meaning.vague) return { reason: meaning.reason, rule: `status:${status}` };
  const [, subject = '', detail = ''] = status?.split('.') ?? [];
  const fits = ({ status: codes, reason }: RefusalPhrases): boolean =>
    codes
      ? codes.includes(`${subject}.${detail}`)
      : !(NEVER_DEAD.has(subject) && classOf(reason, false) === 'hard');
  const phrase = words ? phrases.find(fold(words), fits) : null;
  if (phrase) return { reason: phrase.reason, rule: `phrase:${phrase.id}` };
  if (meaning && meaning.reason !== 'undefined') return { reason: meaning.reason, rule: `status:${status}` };
  const byReply = reply ? REPLIES[reply] : undefined;
  if (byReply) return { reason: byReply, rule: `smtp:${reply}` };
  return { reason: 'undefined', rule: reply ? `smtp:${reply}` : 'none' };
}
