import type { FeedbackClass } from '../../feedback/feedback';
import type { Reading } from '../provider';
import { asObject, asText, asTime, dictionary, oneOrMany } from '../shape';
import { passwordProvider } from './password';

/** Bounce types: https://postmarkapp.com/developer/api/bounce-api#bounce-types */
const BOUNCES = dictionary<FeedbackClass>({
  HardBounce: 'hard',
  BadEmailAddress: 'hard',
  ManuallyDeactivated: 'hard',
  SoftBounce: 'soft',
  Transient: 'soft',
  DnsError: 'soft',
  AddressChange: 'soft',
  SpamNotification: 'block',
  Blocked: 'block',
  DMARCPolicy: 'block',
  SMTPApiError: 'content',
  InboundError: 'content',
  TemplateRenderingFailed: 'content',
  VirusNotification: 'content',
  SpamComplaint: 'complaint',
  AutoResponder: 'autoreply',
  ChallengeVerification: 'autoreply',
  OpenRelayTest: 'unknown',
  Unknown: 'unknown',
  Unconfirmed: 'unknown',
  Unsubscribe: 'unsubscribe',
});

const SUPPRESSIONS = dictionary<FeedbackClass>({
  HardBounce: 'hard',
  SpamComplaint: 'complaint',
  ManualSuppression: 'unsubscribe',
});

const KINDS = dictionary<FeedbackClass>({ Delivery: 'success', Open: 'open', Click: 'click' });

function classOf(event: Record<string, unknown>, type: string): FeedbackClass | undefined {
  switch (event.RecordType) {
    case 'Bounce':
    case 'SpamComplaint':
      // Confirmations of a subscription made at the provider are not about an e-mail of ours.
      return type === 'Subscribe' ? undefined : (BOUNCES.get(type) ?? 'unknown');
    case 'SubscriptionChange':
      return event.SuppressSending === true ? (SUPPRESSIONS.get(type) ?? 'unsubscribe') : undefined;
    default:
      return KINDS.get(asText(event.RecordType) ?? '');
  }
}

function read(raw: unknown): Reading[] {
  const event = asObject(raw);
  const type = asText(event.Type) ?? asText(event.SuppressionReason) ?? '';
  const found = classOf(event, type);
  if (!found) return [];
  return [
    {
      class: found,
      kind: [asText(event.RecordType), type].filter(Boolean).join('/'),
      id: asText(event.ID),
      at: asTime(event.BouncedAt ?? event.DeliveredAt ?? event.ReceivedAt ?? event.ChangedAt),
      address: asText(event.Email) ?? asText(event.Recipient),
      reply: asText(event.Details) ?? asText(event.Description),
      tags: [asText(asObject(event.Metadata)['mail-campaigns'])],
    },
  ];
}

/** Postmark: one event a request, with basic authentication in the URL. */
export const postmark = passwordProvider({ split: oneOrMany, read });
