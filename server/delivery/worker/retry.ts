import type { ClaimedRow, Outcome } from '../../ledger';
import { classifyReply } from '../../bounces';
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
  /** `sender`: the refusal blames the sender. `transport`: there was no session. `none`: neither. */
  fault: 'none' | 'sender' | 'transport';
}

const HOUR = 3_600_000;

/**
 * What an attempt means for its row.
 * @param random 0–1: spreads retries (full jitter between half and the whole wait).
 */
export function judge(
  row: Pick<ClaimedRow, 'id' | 'attempts' | 'firstAttemptAt'>,
  messageId: string,
  sent: SendOutcome,
  rules: RetryRules,
  now: Date,
  random: number,
): Judgement {
  const { reply } = sent;
  const settled = { id: row.id, reply };
  switch (sent.kind) {
    case 'accepted':
      return { outcome: { ...settled, status: 'accepted', messageId }, fault: 'none' };
    case 'unknown':
      return { outcome: { ...settled, status: 'uncertain' }, fault: 'none' };
    case 'unavailable':
      return { outcome: { ...settled, status: 'pending' }, fault: 'transport' };
    case 'refused': {
      const { class: bounceClass, reason, senderFault } = classifyReply(sent.code, reply);
      const age = now.getTime() - (toDate(row.firstAttemptAt) ?? now).getTime();
      const fault = senderFault ? 'sender' : 'none';
      if (sent.code < 500 && age < rules.maxHours * HOUR) {
        const wait = rules.baseSeconds * 1000 * 2 ** (row.attempts - 1) * (0.5 + random / 2);
        // Never later than the age limit: the last attempt decides then.
        const nextAttemptAt = new Date(now.getTime() + Math.min(wait, rules.maxHours * HOUR - age));
        return { outcome: { ...settled, status: 'deferred', nextAttemptAt }, fault };
      }
      return { outcome: { ...settled, status: 'rejected', bounceClass, bounceReason: reason }, fault };
    }
  }
}
