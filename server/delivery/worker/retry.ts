import type { ClaimedRow, Outcome } from '../../ledger';
import { classifyReply, type Refusal } from '../../bounces';
import { toDate } from '../../lib/database';
import type { SendOutcome } from '../transport';

export interface RetryRules {
  /** Seconds before the second attempt; doubles with each one. */
  baseSeconds: number;
  /** Age of the first attempt at which a temporary refusal becomes a soft bounce. */
  maxHours: number;
}

export interface Judgement {
  outcome: Outcome;
  /** The refusal blames the sender, not the recipient. */
  senderFault: boolean;
  /** What the relay said of a row that it rejected. */
  refusal: Refusal | null;
}

const HOUR = 3_600_000;
const HARMLESS = { senderFault: false, refusal: null };

/**
 * What an attempt means for its row.
 * @param random 0–1: spreads retries (full jitter between half and the whole wait).
 */
export function judge(
  row: Pick<ClaimedRow, 'id' | 'claim' | 'attempts' | 'firstAttemptAt'>,
  messageId: string,
  sent: SendOutcome,
  rules: RetryRules,
  now: Date,
  random: number,
): Judgement {
  const { reply } = sent;
  const settled = { id: row.id, claim: row.claim, reply };
  switch (sent.kind) {
    case 'accepted':
      return { outcome: { ...settled, status: 'accepted', messageId }, ...HARMLESS };
    case 'unknown':
      return { outcome: { ...settled, status: 'uncertain' }, ...HARMLESS };
    case 'unavailable':
      return { outcome: { ...settled, status: 'pending' }, ...HARMLESS };
    case 'refused': {
      const { class: bounceClass, reason, senderFault } = blame(sent);
      const age = now.getTime() - (toDate(row.firstAttemptAt) ?? now).getTime();
      if ((sent.code < 500 || sent.stage === 'sender') && age < rules.maxHours * HOUR) {
        const wait = rules.baseSeconds * 1000 * 2 ** (row.attempts - 1) * (0.5 + random / 2);
        // Never later than the age limit: the last attempt decides then.
        const waitMilliseconds = Math.min(wait, rules.maxHours * HOUR - age);
        return { outcome: { ...settled, status: 'deferred', waitMilliseconds }, senderFault, refusal: null };
      }
      const refusal = { deliveryId: row.id, reply, ofSender: sent.stage === 'sender' };
      const outcome = { ...settled, status: 'rejected', bounceClass, bounceReason: reason } as const;
      return { outcome, senderFault, refusal };
    }
  }
}

/** A refusal of MAIL speaks of the sender, whatever its words: it must cost no recipient the address, or the e-mail. */
const blame = ({ stage, code, reply }: Extract<SendOutcome, { kind: 'refused' }>) =>
  stage === 'sender'
    ? ({ class: 'soft', reason: 'policy', senderFault: code >= 500 } as const)
    : classifyReply(code, reply);
