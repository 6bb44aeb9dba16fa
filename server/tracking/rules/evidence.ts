export const EVENT_CLASSES = ['human', 'proxy', 'privacy', 'machine'] as const;
/** Who made a request: a person, a provider's image proxy, a mail program that fetches unread, or a machine. */
export type EventClass = (typeof EVENT_CLASSES)[number];

export interface Verdict {
  class: EventClass;
  /** Id of the rule that decided, see docs/glossary.md; null for a plain human event. */
  rule: string | null;
}

/** All that the rules judge by. It is kept with the event, so that it can be judged again. */
export interface Evidence {
  /** `trap`: the hidden link of the e-mail. */
  type: 'open' | 'click' | 'trap';
  linkId: number | null;
  occurredAt: Date;
  /** As kept: whole, or its network. Null once the person is erased. */
  ip: string | null;
  /** Empty where the request had none; null once the person is erased. */
  userAgent: string | null;
  /** Values of Sec-Purpose, Purpose and X-Moz, joined; null where none was sent. */
  purpose: string | null;
  /** Milliseconds since the relay took the e-mail; null where that is not known. */
  sinceAccepted: number | null;
  /** The entry of `tracking.scannerNetworks` that held the whole address when the request came. */
  scannerNetwork: string | null;
}
