import type { Core } from '@strapi/strapi';

import { ledgerOf, type SentRow } from '../../ledger';
import { afterCommit, type Transaction } from '../../lib/database';
import type { Watch } from '../alarms/watch';
import { decide } from '../classify/decide';
import type { Matched } from '../policy/matched';
import { suppress } from '../policy/suppress';
import type { Feedback } from './feedback';
import { readNamed, type Judged } from './match';
import { fitting, insertFeedback } from './store';

/** That the relay refused an e-mail for good, or until its time was up. */
export interface Refusal {
  deliveryId: number;
  /** Its words, code first. */
  reply: string;
  /** A refusal of MAIL: it speaks of the sender, whatever its words. */
  ofSender: boolean;
}

/** What an SMTP reply means, as feedback. A temporary one proves no address dead. @param reply code first. */
export function readReply(reply: string): Pick<Feedback, 'class' | 'reason' | 'status' | 'rule'> {
  const code = Number.parseInt(reply, 10);
  const decision = decide({ reply: String(code), words: reply });
  const own = decision.class === 'hard' && code < 500 ? 'soft' : decision.class;
  return { class: own, reason: decision.reason, status: decision.status, rule: decision.rule };
}

/** Before the words of a refusal of MAIL, so that they can be read again. */
const OF_SENDER = 'MAIL ';

/** Reads a refusal from what is kept of it. */
export function readRefusal(evidence: string): Omit<Feedback, 'eventId' | 'keys'> {
  const ofSender = evidence.startsWith(OF_SENDER);
  const reply = ofSender ? evidence.slice(OF_SENDER.length) : evidence;
  return {
    source: 'smtp',
    occurredAt: null,
    ...readReply(reply),
    ...(ofSender && { class: 'block', reason: 'policy', rule: 'smtp:sender' }),
    reply,
    action: 'failed',
    evidence,
  };
}

const toFeedback = ({ reply, ofSender }: Refusal, row: SentRow): Feedback => ({
  ...readRefusal(ofSender ? `${OF_SENDER}${reply}` : reply),
  eventId: `${row.id}.${row.attempts}`,
  keys: { tags: [], messageIds: [], address: row.address },
});

/**
 * Stores refusals as feedback, with what follows for the recipients. To be called in the transaction that settles them,
 * after it: what another process settled otherwise is left alone, and of who was erased meanwhile nothing is kept.
 */
export async function storeRefusals(
  strapi: Core.Strapi,
  watch: Pick<Watch, 'note'>,
  refusals: readonly Refusal[],
  trx: Transaction,
): Promise<void> {
  const rows = await ledgerOf(strapi).sentRows(
    refusals.map(({ deliveryId }) => deliveryId),
    trx,
  );
  const judged = refusals.flatMap((refusal): Judged[] => {
    const row = rows.get(refusal.deliveryId);
    if (row?.status !== 'rejected') return [];
    const item = fitting(toFeedback(refusal, row));
    return [{ item, row, matchedBy: 'session', why: null, named: readNamed(strapi, row.address) }];
  });
  const stored = (await insertFeedback(strapi, judged, trx)) as Matched[];
  await suppress(strapi, stored, trx);
  await afterCommit(strapi, () => watch.note(stored));
}
