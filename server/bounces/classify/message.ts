import type { Reason } from './reasons';

/**
 * What a message is: only `bounce` and `complaint` say something about an address for good. `challenge`: a filter
 * asks the sender to prove that a person wrote. `none`: anything else, a reply by a person included.
 */
export type MessageKind =
  'bounce' | 'complaint' | 'auth-failure' | 'autoreply' | 'delay' | 'success' | 'challenge' | 'none';

/**
 * What follows for an address. hard: it will never work. soft: not now. block: the receiver refuses us, whoever we
 * write to. content: this e-mail was refused, not the address. The rest as the kinds of the same name; `unknown` is a
 * bounce that gives no reason.
 */
export type BounceClass =
  | 'hard'
  | 'soft'
  | 'block'
  | 'content'
  | 'complaint'
  | 'auth-failure'
  | 'autoreply'
  | 'delay'
  | 'success'
  | 'unknown';

export interface ClassifiedRecipient {
  /** As reported, domain in lower case; null where the message does not tell. */
  address: string | null;
  /** The address that was written to, where a forward made another of it (RFC 3464 §2.3.1). */
  originalAddress: string | null;
  class: BounceClass;
  reason: Reason;
  /** Enhanced status code (RFC 3463); made from the reply or the reason where the message gives none. */
  status: string | null;
  /** SMTP reply code, three digits. */
  reply: string | null;
  /** RFC 3464 §2.3.3, lower case: failed, delayed, delivered, relayed, expanded. */
  action: string | null;
  /** The server's words, at most 500 characters. */
  diagnostic: string | null;
  /** The server that refused, where it is named. */
  remoteMta: string | null;
  /** What decided, e.g. `status:5.1.1`, `phrase:es-no-existe`, `smtp:550`. */
  rule: string;
}

/** What may lead from a report to the e-mail that it is about. */
export interface References {
  /** Addresses that the report was sent to, envelope first: one of them may be the VERP return path. */
  verp: string[];
  /** Original-Envelope-Id (RFC 3464 §2.2.1), the ENVID that we gave. */
  envelopeId: string | null;
  /** Message-IDs of the returned message, with angle brackets. */
  messageIds: string[];
  /** Feedback-ID of the returned message. */
  feedbackId: string | null;
  /** URLs in List-Unsubscribe of the returned message. */
  listUnsubscribe: string[];
  /** As written: Arrival-Date of the report (RFC 3464 §2.2.5, RFC 5965 §3.2). */
  arrivalDate: string | null;
  reportingMta: string | null;
}

export interface ClassifiedMessage {
  kind: MessageKind;
  recipients: ClassifiedRecipient[];
  references: References;
  /** Written by a program: never to be answered (RFC 3834 §2). */
  autoSubmitted: boolean;
  /** The envelope sender was empty: the mark of a report (RFC 5321 §4.5.5). */
  nullReturnPath: boolean;
  /** RFC 5965 §3.1 and its registry, lower case: abuse, fraud, not-spam, opt-out, auth-failure … */
  feedbackType: string | null;
  /** What decided the kind. */
  rule: string;
}
