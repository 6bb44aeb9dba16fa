import type { FeedbackClass, FeedbackSource } from '../../../contracts';

export {
  FEEDBACK_CLASSES,
  FEEDBACK_SOURCES,
  type FeedbackClass,
  type FeedbackSource,
} from '../../../contracts';

/** What points to the e-mail that feedback speaks of, as it was found: nothing here is believed before it is checked. */
export interface FeedbackKeys {
  /** VERP tags and ENVIDs, the token alone: `12~3f…`. */
  tags: readonly string[];
  /** With or without angle brackets. */
  messageIds: readonly string[];
  /** The recipient that the evidence names. Never enough by itself. */
  address: string | null;
}

/** What came back about one recipient, whatever brought it. */
export interface Feedback {
  source: FeedbackSource;
  /** Unique within the source: the provider's id of the event, or a hash of the message and the recipient's place in it. */
  eventId: string;
  /** When it happened; null where the evidence does not say. */
  occurredAt: Date | null;
  class: FeedbackClass;
  /** One of the report's SOFT_REASONS or HARD_REASONS for bounces; others count as `other`. */
  reason: string | null;
  /** Enhanced status code, e.g. `5.1.1` (RFC 3463). */
  status: string | null;
  /** The words of the server that refused. */
  reply: string | null;
  /** The Action field of a delivery status (RFC 3464 §2.3.3), or what comes to the same: `failed`, `delayed`, `delivered`. */
  action: string | null;
  /** What decided the class, e.g. `status:5.1.1` or `ses:Permanent/General`. */
  rule: string;
  keys: FeedbackKeys;
  /** What it was read from: the raw message, the event's JSON, the server's reply. Stored up to `bounces.evidence.maxKilobytes`. */
  evidence: string | Buffer;
}

/** Evidence that could not be read at all. */
export interface SetAside {
  source: FeedbackSource;
  evidence: string | Buffer;
  /** What went wrong, without people's data. */
  why: string;
}

/** Reads stored evidence of a source again, by the rules of today. @throws where it cannot be read. */
export type FeedbackReader = (evidence: Buffer) => Feedback[] | Promise<Feedback[]>;

/** What became of a group of feedback. */
export interface Received {
  /** Rows written. */
  stored: number;
  /** Of these, with a recipient of ours. */
  matched: number;
  unmatched: number;
  /** Known before. */
  duplicates: number;
}
