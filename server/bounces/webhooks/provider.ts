import type { WebhookRefusal } from '../../../contracts';
import type { FeedbackClass } from '../feedback/feedback';

/** A request that is not what it says, or not one for us. Nobody outside is told which. */
export class Refused extends Error {
  constructor(readonly reason: WebhookRefusal) {
    super(reason);
  }
}

/** We cannot tell now, through no fault of the request: the provider should come again. */
export class NotNow extends Error {}

/** A header by its name, '' where it is missing. */
export type Headers = (name: string) => string;

export interface Incoming {
  header: Headers;
  /** As it came: signatures are over these bytes. */
  body: Buffer;
}

export interface Moment {
  now: Date;
  /** How long ago a request may have been signed. */
  maxAgeMs: number;
}

export interface Opened {
  events: unknown[];
  /** What a second copy of this request would have in common with it. */
  nonce: string;
  /**
   * What the protocol asks for besides, done once.
   * @throws Refused, NotNow
   */
  confirm?: () => Promise<void>;
}

/** What an event of a provider says, in our words. What is missing is made up for in `complete`. */
export interface Reading {
  class: FeedbackClass;
  /** The event as the provider calls it, e.g. `bounce/Permanent/General`. */
  kind: string;
  /** The provider's id of the event. */
  id?: string | null;
  at?: Date | null;
  address?: string | null;
  /** Enhanced status code, where the provider gives it apart. */
  status?: string | null;
  /** The words of the receiving server, or of the provider. */
  reply?: string | null;
  /** Message-IDs as our e-mail had them. */
  messageIds?: (string | null)[];
  /** Where a tag of ours may stand: the envelope sender, and what `tagHeaders` put into the e-mail. */
  tags?: (string | null)[];
  /** The provider did not even try: it refuses to write to this address, for what happened before. */
  refused?: boolean;
}

/**
 * One provider's way of telling us.
 * @typeParam S its options, see `webhooks.*` of the configuration.
 */
export interface Provider<S> {
  /**
   * What the headers alone tell, before a byte of the body is read.
   * @throws Refused
   */
  greet(header: Headers, settings: S, moment: Moment): void;
  /**
   * Checks that the request comes from the provider.
   * @throws Refused, NotNow
   */
  open(request: Incoming, settings: S, moment: Moment): Promise<Opened> | Opened;
  /** What one event of `open` says; nothing for events that do not concern us. */
  read(event: unknown): Reading[];
  /** Nothing in the request is dated and signed: the times that the events carry decide about their age. */
  undated?: true;
}
