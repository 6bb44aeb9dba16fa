import type { FeedbackClass } from '../../../feedback/feedback';
import type { Reading } from '../../provider';
import { asList, asObject, asText, asTime, dictionary } from '../../shape';

/** What SNS carried, with the id that SNS gave it. */
export interface SesEvent {
  id: string;
  event: unknown;
}

/** `bounceType/bounceSubType`: https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html#bounce-types */
const BOUNCES = dictionary<FeedbackClass>({
  'Permanent/UnsubscribedRecipient': 'unsubscribe',
  'Permanent/MessageTooLarge': 'content',
  'Permanent/ContentRejected': 'block',
  'Permanent/AttachmentRejected': 'content',
  'Transient/ContentRejected': 'block',
  'Transient/MessageTooLarge': 'content',
  'Transient/AttachmentRejected': 'content',
});
const BOUNCE_TYPES = dictionary<FeedbackClass>({
  Permanent: 'hard',
  Transient: 'soft',
  Undetermined: 'unknown',
});

/** `complaintFeedbackType` (RFC 5965 §7.3) where it is no complaint. */
const NO_COMPLAINTS = dictionary<FeedbackClass | null>({ 'auth-failure': 'auth-failure', 'not-spam': null });

/** What an event says of all of its recipients, and who these are. */
interface Said {
  class: FeedbackClass;
  kind: string;
  at?: unknown;
  reply?: unknown;
  /** See `Reading.refused`. */
  refused?: boolean;
  /** Addresses, or objects with an `emailAddress` and what was said of it. */
  recipients: unknown[];
}

type Reader = (part: Record<string, unknown>, destination: unknown[]) => Said | null;

const bounce: Reader = (part) => {
  const type = asText(part.bounceType) ?? '';
  const kind = `${type}/${asText(part.bounceSubType) ?? ''}`;
  return {
    class: BOUNCES.get(kind) ?? BOUNCE_TYPES.get(type) ?? 'unknown',
    kind: `bounce/${kind}`,
    at: part.timestamp,
    refused: kind === 'Permanent/UnsubscribedRecipient',
    recipients: asList(part.bouncedRecipients),
  };
};

const complaint: Reader = (part) => {
  const type = asText(part.complaintFeedbackType) ?? '';
  const subType = asText(part.complaintSubType);
  const known = NO_COMPLAINTS.get(type);
  if (known === null) return null;
  return {
    class: known ?? 'complaint',
    kind: ['complaint', subType, type].filter(Boolean).join('/'),
    at: part.timestamp,
    refused: subType === 'OnAccountSuppressionList',
    recipients: asList(part.complainedRecipients),
  };
};

const subscription: Reader = (part, destination) => {
  const left = asObject(part.newTopicPreferences).unsubscribeAll === true;
  if (!left) return null;
  return { class: 'unsubscribe', kind: 'subscription', at: part.timestamp, recipients: destination };
};

/** Each type of event, with the name of the object that holds it. */
const READERS: ReadonlyMap<string, [string, Reader]> = new Map<string, [string, Reader]>([
  ['Bounce', ['bounce', bounce]],
  ['Complaint', ['complaint', complaint]],
  ['Subscription', ['subscription', subscription]],
  [
    'Delivery',
    [
      'delivery',
      ({ timestamp, smtpResponse, recipients }) => ({
        class: 'success',
        kind: 'delivery',
        at: timestamp,
        reply: smtpResponse,
        recipients: asList(recipients),
      }),
    ],
  ],
  [
    'DeliveryDelay',
    [
      'deliveryDelay',
      ({ timestamp, delayType, delayedRecipients }) => ({
        class: 'delay',
        kind: `delay/${asText(delayType) ?? ''}`,
        at: timestamp,
        recipients: asList(delayedRecipients),
      }),
    ],
  ],
  ['Reject', ['reject', ({ reason }, to) => rejected('reject', reason, to)]],
  ['Rendering Failure', ['failure', ({ errorMessage }, to) => rejected('rendering', errorMessage, to)]],
  ['Open', ['open', ({ timestamp }, to) => ({ class: 'open', kind: 'open', at: timestamp, recipients: to })]],
  [
    'Click',
    ['click', ({ timestamp }, to) => ({ class: 'click', kind: 'click', at: timestamp, recipients: to })],
  ],
]);

/** SES itself would not send it. */
const rejected = (kind: string, reply: unknown, recipients: unknown[]): Said => ({
  class: 'content',
  kind,
  reply,
  recipients,
});

/** One event may speak of many recipients; each gets its reading, with an id of its own. */
export function readEvent(carried: unknown): Reading[] {
  const id = asText(asObject(carried).id);
  const event = asObject(asObject(carried).event);
  const mail = asObject(event.mail);
  const [name, reader] = READERS.get(asText(event.eventType ?? event.notificationType) ?? '') ?? [];
  const said = name && reader?.(asObject(event[name]), asList(mail.destination));
  if (!said) return [];
  return said.recipients.map((recipient, index) => {
    const facts = asObject(recipient);
    return {
      class: said.class,
      kind: said.kind,
      id: index === 0 ? id : `${id}/${index}`,
      at: asTime(said.at ?? mail.timestamp),
      address: asText(recipient) ?? asText(facts.emailAddress),
      status: asText(facts.status),
      reply: asText(facts.diagnosticCode) ?? asText(said.reply),
      messageIds: messageIdsOf(mail),
      tags: [asText(mail.source)],
      refused: said.refused ?? false,
    };
  });
}

/** SES gives an e-mail a Message-ID of its own; the headers that it repeats have ours. */
function messageIdsOf(mail: Record<string, unknown>): (string | null)[] {
  const headers = asList(mail.headers)
    .map(asObject)
    .filter(({ name }) => asText(name)?.toLowerCase() === 'message-id')
    .map(({ value }) => asText(value));
  return [...headers, asText(asObject(mail.commonHeaders).messageId)];
}
