import { createHash } from 'node:crypto';

import { clock } from '../../lib/clock';
import type { ClassifiedMessage, ClassifiedRecipient } from '../classify/message';
import { isRefusalReason, reportReasonOf } from '../classify/reasons';
import { classifySafely } from '../classify/safely/safely';
import type { Feedback, FeedbackClass } from '../feedback/feedback';
import { tagsIn } from '../feedback/keys';
import type { BouncesService } from '../service';
import type { Fate } from './mailbox';
import { unsubscribeTag } from './unsubscribe-mail';

/** As much of a message is searched for our signatures, and as much of it for its own header. */
const SEARCHED = 256 * 1024;

/** The ways by which raw messages come. */
export type MessageSource = 'mailbox' | 'intake';

/**
 * Reads a message that came back, stores what it says and does what follows. Reading happens in a thread with limits: a
 * message that breaks them is set aside, and the mailbox goes on.
 * @throws where the database refuses: nothing is stored, and the message is to be given again.
 */
export async function takeInMessage(
  bounces: Pick<BouncesService, 'receive' | 'setAside'>,
  raw: Buffer,
  source: MessageSource,
): Promise<Fate> {
  const verdict = await classifySafely(raw);
  if (verdict.poison) {
    await bounces.setAside({ source, evidence: raw, why: `${verdict.why}: ${verdict.detail}` });
    return 'poison';
  }
  const items = feedbackOf(verdict.message, raw, source);
  if (items.length === 0) return 'left';
  await bounces.receive(items);
  return 'done';
}

/** Stored messages are read again by the same rules. Cut ones are read as far as they were kept. */
export function registerMessageReaders(bounces: Pick<BouncesService, 'registerReader'>): void {
  for (const source of ['mailbox', 'intake'] as const) {
    bounces.registerReader(source, async (raw) => {
      const verdict = await classifySafely(raw);
      if (verdict.poison) throw new Error(`${verdict.why}: ${verdict.detail}`);
      return feedbackOf(verdict.message, raw, source);
    });
  }
}

/** What a message says, one item per recipient; none for a letter that has nothing to do with what was sent. */
export function feedbackOf(message: ClassifiedMessage, raw: Buffer, source: MessageSource): Feedback[] {
  const hash = createHash('sha256').update(raw).digest('hex');
  const { verp, envelopeId, messageIds, listUnsubscribe } = message.references;
  const common = {
    source,
    occurredAt: dateOf(raw),
    evidence: raw,
  };
  // A mail program's own button to unsubscribe says that a program wrote it, and means the person.
  const asked = message.feedbackType === 'opt-out';
  const tag = asked || message.kind === 'none' ? unsubscribeTag(raw, message.autoSubmitted && !asked) : null;
  if (tag) {
    return [
      {
        ...common,
        eventId: hash,
        class: 'unsubscribe',
        ...{ reason: null, status: null, reply: null, action: null },
        rule: 'subject:unsubscribe',
        keys: { tags: [tag], messageIds: [], address: null },
      },
    ];
  }
  if (message.kind === 'none') return [];
  // Wherever one of our signatures stands, it names the e-mail: complaints repeat the return path in a field of theirs.
  const named = tagsIn([...verp, envelopeId ?? '', ...listUnsubscribe].join(' '));
  const tags = [...new Set([...named, ...tagsIn(raw.subarray(0, SEARCHED).toString('latin1'))])];
  return recipientsOf(message).map((recipient, index) => ({
    ...common,
    eventId: index === 0 ? hash : `${hash}:${index}`,
    class: recipient.class satisfies FeedbackClass,
    reason: reasonOf(recipient),
    status: recipient.status,
    reply: recipient.diagnostic ?? recipient.reply,
    action: recipient.action,
    rule: recipient.rule,
    keys: { tags, messageIds, address: recipient.originalAddress ?? recipient.address },
  }));
}

/** The report's row for it. */
const reasonOf = ({ reason, class: bounceClass }: ClassifiedRecipient): string | null =>
  isRefusalReason(reason) ? reportReasonOf(reason, bounceClass !== 'hard') : null;

/** A report that names nobody still says something about the e-mail that its keys lead to. */
function recipientsOf({ kind, recipients, rule }: ClassifiedMessage): ClassifiedRecipient[] {
  if (recipients.length > 0) return recipients;
  return [
    {
      class: kind === 'bounce' || kind === 'none' ? 'unknown' : kind === 'challenge' ? 'autoreply' : kind,
      reason: 'undefined',
      rule,
      ...{ address: null, originalAddress: null, status: null, reply: null },
      ...{ action: null, diagnostic: null, remoteMta: null },
    },
  ];
}

/** Its Date, where there is one that can be right. */
function dateOf(raw: Buffer): Date | null {
  const text = raw.subarray(0, SEARCHED).toString('latin1');
  const [head = ''] = text.split(/\r?\n\r?\n/, 1);
  const date = new Date(/^date:[ \t]*(.+)$/im.exec(head)?.[1]?.replace(/\(.*?\)/g, '') ?? '');
  return Number.isNaN(date.getTime()) || date > clock.now() ? null : date;
}
