import type { BounceClass } from './message';
import { refusals, type RefusalPhrases } from './phrase-book';
import { fold } from './phrases';
import { classOf, type RefusalReason } from './reasons';
import { findStatus, isTelling, meaningOf, moreTelling } from './status';

export interface Evidence {
  /** Status field of a report (RFC 3464 §2.3.4). */
  status?: string | null;
  /** SMTP reply code; read from the words where it is not given. */
  reply?: string | null;
  words: string;
  /** The words are those of the server that refused, about this recipient: a status in them beats the field. */
  firstHand?: boolean;
  /** The server refused after the whole e-mail, not when it heard the address. */
  afterData?: boolean;
}

export interface Decision {
  class: BounceClass;
  reason: RefusalReason;
  status: string | null;
  reply: string | null;
  rule: string;
}

/** Subjects under which a refusal is never about a dead address, whatever its words: content and security. */
const NEVER_DEAD = new Set(['6', '7']);

/** A reason stands at the start of what a server says. */
const MOST_WORDS = 16_384;

/** RFC 5321 §4.2: where neither a status nor the words tell more. */
const REPLIES: Record<string, RefusalReason> = {
  '421': 'system',
  '451': 'system',
  '452': 'mailbox_full',
  '521': 'null_mx',
  '552': 'mailbox_full',
  '556': 'null_mx',
};

/** A reply code where it can only be one: first on a line or behind a mark, and followed by words or a status. */
const REPLY =
  /(?:^|said:?|[:;>("'[=]|error:?|code:?|status:?|smtp|reply|response:?|got|with|<<<)[ \t]*#?([45]\d\d)(?=[- ](?:#?[45]\.\d{1,3}\.\d{1,3}|[\p{L}<#"'([*])|[:;,.>)\]]|[ \t]*$|[- ]-? ?\p{L})/imu;

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
  network: '5.4.0',
  expired: '5.4.7',
};

/**
 * What a refusal means: a telling status first, then the words, then a vague status, then the reply code. Words that
 * leave no doubt overrule a status that calls the address dead.
 */
export function decide({
  status: given = null,
  reply: code = null,
  words: all,
  firstHand = false,
  afterData = false,
}: Evidence): Decision {
  const words = all.slice(0, MOST_WORDS);
  const own = findStatus(words);
  const status = firstHand && own && isTelling(own) ? own : moreTelling(given, own);
  const reply = code ?? findReply(words);
  const { reason, rule } = reasonOf({ status, reply, words, overrules: firstHand || !given, afterData });
  const transient = (status ?? reply ?? '5').startsWith('4');
  return {
    class: classOf(reason, transient),
    reason,
    status: status ?? (reply ? `${reply[0]}.0.0` : (STATUS_OF[reason] ?? null)),
    reply,
    rule,
  };
}

const isDead = (reason: RefusalReason): boolean => classOf(reason, false) === 'hard';

interface Read {
  status: string | null;
  reply: string | null;
  words: string;
  /** Words may overrule the status. */
  overrules: boolean;
  afterData: boolean;
}

function reasonOf({ status, reply, words, overrules, afterData }: Read): {
  reason: RefusalReason;
  rule: string;
} {
  const meaning = status ? meaningOf(status) : null;
  const byStatus = () => ({ reason: meaning?.reason ?? 'undefined', rule: `status:${status}` }) as const;
  const [, subject = '', detail = ''] = status?.split('.') ?? [];
  const telling = meaning !== null && !meaning.vague;
  if (telling && !isDead(meaning.reason)) return byStatus();

  const fits = (group: RefusalPhrases): boolean => {
    if (group.status) return group.status.includes(`${subject}.${detail}`);
    return telling
      ? overrules && (group.tier === 'strong' || group.tier === 'certain')
      : !(NEVER_DEAD.has(subject) && isDead(group.reason));
  };
  const phrase = words ? refusals.find(fold(words), fits) : null;
  // Who knew the address until the e-mail was there filters: carriers say "unknown user" for what a person refuses.
  if (phrase?.reason === 'user_unknown' && afterData && phrase.tier !== 'certain')
    return { reason: 'filtered', rule: `after-data:${phrase.id}` };
  if (phrase) return { reason: phrase.reason, rule: `phrase:${phrase.id}` };
  if (meaning && meaning.reason !== 'undefined') return byStatus();
  const byReply = reply ? REPLIES[reply] : undefined;
  if (byReply) return { reason: byReply, rule: `smtp:${reply}` };
  return { reason: 'undefined', rule: reply ? `smtp:${reply}` : 'none' };
}
