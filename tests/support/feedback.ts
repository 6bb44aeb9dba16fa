import type { Feedback, FeedbackClass } from '../../server/bounces';
import { tokens } from './recipient';

let events = 0;

/** The tag that our e-mail of this ledger row carries in its envelope. */
export const tagOf = (deliveryId: number): string => tokens.sign('bounce', deliveryId);
/** The Message-ID of its first attempt. */
export const messageIdOf = (deliveryId: number): string =>
  `<mc.${tokens.sign('message', deliveryId, 1)}@instituto.example>`;

/** Feedback as a source hands it in: of the e-mail of a ledger row unless `keys` say otherwise. */
export const feedbackOn = (
  deliveryId: number | null,
  own: FeedbackClass,
  more: Partial<Omit<Feedback, 'keys'>> & { keys?: Partial<Feedback['keys']> } = {},
): Feedback => {
  events += 1;
  return {
    source: 'generic',
    eventId: `event-${events}`,
    occurredAt: null,
    class: own,
    reason: null,
    status: null,
    reply: null,
    action: null,
    rule: 'test',
    evidence: '{}',
    ...more,
    keys: {
      tags: deliveryId === null ? [] : [tagOf(deliveryId)],
      messageIds: [],
      address: null,
      ...more.keys,
    },
  };
};
