import { createVerify } from 'node:crypto';

import { readSendgridKey } from '../../../config';
import type { FeedbackClass } from '../../feedback/feedback';
import { fingerprint } from '../compare';
import { checkAge } from '../dated';
import { Refused, type Headers, type Provider, type Reading } from '../provider';
import { asObject, asText, asTime, dictionary, readJson } from '../shape';

const SIGNATURE = 'x-twilio-email-event-webhook-signature';
const TIMESTAMP = 'x-twilio-email-event-webhook-timestamp';

/** https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event */
const EVENTS = dictionary<FeedbackClass>({
  delivered: 'success',
  deferred: 'delay',
  spamreport: 'complaint',
  unsubscribe: 'unsubscribe',
  group_unsubscribe: 'unsubscribe',
  open: 'open',
  click: 'click',
});

/** `bounce_classification` of bounces; those without one go by their type. */
const BOUNCES = dictionary<FeedbackClass>({
  'invalid address': 'hard',
  'mailbox unavailable': 'soft',
  technical: 'soft',
  'technical failure': 'soft',
  content: 'content',
  reputation: 'block',
  'frequency/volume': 'block',
  'frequency or volume too high': 'block',
});

/** Why SendGrid dropped an e-mail before it left: the first words that fit. */
const DROPS: [RegExp, FeedbackClass][] = [
  [/bounced|invalid$/i, 'hard'],
  [/unsubscribed/i, 'unsubscribe'],
  [/spam report/i, 'complaint'],
  [/spam content|smtpapi|content/i, 'content'],
];

function classOf(event: Record<string, unknown>, kind: string, type: string): FeedbackClass | undefined {
  const reason = asText(event.reason) ?? '';
  if (kind === 'dropped') return DROPS.find(([words]) => words.test(reason))?.[1] ?? 'soft';
  if (kind !== 'bounce') return EVENTS.get(kind);
  const byClassification = BOUNCES.get((asText(event.bounce_classification) ?? '').toLowerCase());
  return byClassification ?? (type === 'blocked' ? 'block' : 'hard');
}

function read(raw: unknown): Reading[] {
  const event = asObject(raw);
  const kind = asText(event.event) ?? '';
  const type = asText(event.type) ?? '';
  const found = classOf(event, kind, type);
  if (!found) return [];
  return [
    {
      class: found,
      kind: kind === 'bounce' && type ? `${kind}/${type}` : kind,
      id: asText(event.sg_event_id),
      at: asTime(event.timestamp),
      address: asText(event.email),
      status: asText(event.status),
      reply: asText(event.reason) ?? asText(event.response),
      messageIds: [asText(event['smtp-id'])],
      tags: [asText(event.mail_campaigns)],
      refused: kind === 'dropped',
    },
  ];
}

const signedAt = (header: Headers): string => {
  const timestamp = header(TIMESTAMP);
  if (!timestamp || !header(SIGNATURE)) throw new Refused('signature');
  return timestamp;
};

/** SendGrid's Signed Event Webhook: ECDSA P-256 with SHA-256 over the timestamp and the bytes of the body. */
export const sendgrid: Provider<{ publicKey: string }> = {
  greet(header, _settings, moment) {
    checkAge(asTime(signedAt(header)), moment);
  },
  open({ header, body }, { publicKey }) {
    const timestamp = signedAt(header);
    const signature = Buffer.from(header(SIGNATURE), 'base64');
    const verifier = createVerify('sha256').update(timestamp).update(body);
    if (!verifier.verify(readSendgridKey(publicKey), signature)) throw new Refused('signature');
    const events = readJson(body);
    if (!Array.isArray(events)) throw new Refused('format');
    // Not of the signature: another valid one can be made from any ECDSA signature without the key.
    return { events, nonce: fingerprint(timestamp, body) };
  },
  read,
};
