import { decide } from './decide';
import { reportReasonOf, type BounceReason } from './reasons';

/** What an SMTP refusal says about the address. */
export interface Classification {
  /** hard: this address will never work. soft: everything else. */
  class: 'hard' | 'soft';
  reason: BounceReason;
  /** The refusal blames the sender (policy, authentication, reputation): every recipient would meet it. */
  senderFault: boolean;
}

/** 550 5.7.x of the big providers for a sender without SPF, DKIM or DMARC (RFC 7372, RFC 8617, provider pages). */
const SENDER_FAULT = /\b5\.(7\.(?:0|1|8|9|15|26|27|30|32|40|509|515))\b/;

/**
 * Classifies the answer to RCPT or DATA, by the same table and phrases as a report that comes back later.
 * @param code the SMTP reply code, 400–599.
 * @param reply the reply's text, with its enhanced status code (RFC 2034) where the server gave one.
 */
export function classifyReply(code: number, reply: string): Classification {
  const decision = decide({ reply: String(code), words: reply });
  const hard = decision.class === 'hard' && code >= 500;
  return {
    class: hard ? 'hard' : 'soft',
    reason: reportReasonOf(decision.reason, !hard),
    senderFault: code >= 500 && SENDER_FAULT.test(reply),
  };
}
