/** Whom a refusal speaks of: MAIL names the sender, RCPT the recipient, DATA and what follows the message. */
export type Stage = 'sender' | 'recipient' | 'message';

/** What is known of one attempt to hand an e-mail to the relay. */
export type SendOutcome =
  /** The relay answered 2xx after the message: it is theirs now. */
  | { kind: 'accepted'; reply: string }
  /**
   * The relay refused with 4xx or 5xx: certainly not sent. 421 closes the channel (RFC 5321 §3.8) and is a refusal
   * only once the recipient was named; before, the recipient did nothing wrong and it is `unavailable`.
   */
  | { kind: 'refused'; stage: Stage; code: number; reply: string }
  /** No session with the relay, or it broke before the message went out: certainly not sent. */
  | { kind: 'unavailable'; reply: string }
  /** The session broke after the message began to flow and before the answer came: nobody knows. */
  | { kind: 'unknown'; reply: string };

export const accepted = (reply: string): SendOutcome => ({ kind: 'accepted', reply });
export const refusal = (stage: Stage, code: number, reply: string): SendOutcome => ({
  kind: 'refused',
  stage,
  code,
  reply,
});
export const unavailable = (reply: string): SendOutcome => ({ kind: 'unavailable', reply });
export const unknown = (reply: string): SendOutcome => ({ kind: 'unknown', reply });
