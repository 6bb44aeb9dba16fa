import type { FeedbackClass } from '../../feedback/feedback';
import { hmac, sameSecret } from '../compare';
import { checkAge } from '../dated';
import { Refused, type Incoming, type Provider, type Reading } from '../provider';
import { asObject, asText, asTime, dictionary, readJson } from '../shape';

/** https://documentation.mailgun.com/docs/mailgun/user-manual/events/events */
const EVENTS = dictionary<FeedbackClass>({
  delivered: 'success',
  bounced: 'hard',
  rejected: 'content',
  complained: 'complaint',
  unsubscribed: 'unsubscribe',
  opened: 'open',
  clicked: 'click',
});

/** Codes of `failed` and `dropped` by which Mailgun says that it did not even try, or gave up. */
const CODES = dictionary<FeedbackClass>({
  498: 'soft',
  499: 'soft',
  605: 'hard',
  606: 'unsubscribe',
  607: 'complaint',
});

/** The same in words. */
const REASONS = dictionary<FeedbackClass>({
  'suppress-bounce': 'hard',
  'suppress-complaint': 'complaint',
  'suppress-unsubscribe': 'unsubscribe',
  bounce: 'hard',
  hardfail: 'hard',
  espblock: 'block',
  blacklisted: 'block',
  'content-policy': 'content',
  generic: 'soft',
  old: 'soft',
});

const isFailure = (kind: string): boolean => kind === 'failed' || kind === 'dropped';

interface Facts {
  kind: string;
  temporary: boolean;
  reason: string;
  code: string;
}

function classOf({ kind, temporary, reason, code }: Facts): FeedbackClass | undefined {
  if (!isFailure(kind)) return EVENTS.get(kind);
  return temporary ? 'delay' : (CODES.get(code) ?? REASONS.get(reason) ?? 'soft');
}

/** Mailgun leaves out the brackets around a Message-ID. */
const messageIdOf = (value: unknown): string | null => {
  const id = asText(value);
  return id && !id.startsWith('<') ? `<${id}>` : id;
};

/** Since 2018: `{ signature, event-data }`. */
function readEvent(event: Record<string, unknown>): Reading[] {
  const status = asObject(event['delivery-status']);
  const kind = asText(event.event) ?? '';
  const code = asText(status.code) ?? '';
  const reason = asText(event.reason) ?? '';
  const found = classOf({ kind, temporary: event.severity === 'temporary', reason, code });
  if (!found) return [];
  const { headers } = asObject(event.message);
  const words = asText(status.message) ?? asText(status.description) ?? asText(asObject(event.reject).reason);
  return [
    {
      class: found,
      kind: [kind, reason].filter(Boolean).join('/'),
      id: asText(event.id),
      at: asTime(event.timestamp),
      address: asText(event.recipient) ?? addressIn(asText(asObject(headers).to)),
      reply: withCode(code, words),
      messageIds: [messageIdOf(asObject(headers)['message-id'])],
      tags: [asText(asObject(event.envelope).sender)],
      refused: isFailure(kind),
    },
  ];
}

/** Three digits before the words, as the receiving server said them. */
const withCode = (code: string, words: string | null): string | null =>
  words && /^[245]\d\d$/.test(code) && !words.startsWith(code) ? `${code} ${words}` : words;

const addressIn = (header: string | null): string | null =>
  header && (/<([^<>]+)>\s*$/.exec(header)?.[1] ?? header);

/** Before that: fields of a form. */
function readForm(fields: Record<string, unknown>): Reading[] {
  const kind = asText(fields.event) ?? '';
  const code = asText(fields.code) ?? '';
  const found = classOf({ kind, temporary: false, reason: asText(fields.reason) ?? '', code });
  if (!found) return [];
  return [
    {
      class: found,
      kind,
      id: asText(fields.token),
      at: asTime(fields.timestamp),
      address: asText(fields.recipient),
      status: /^[245]\.\d+\.\d+$/.test(code) ? code : null,
      reply: withCode(code, asText(fields.error) ?? asText(fields.description)),
      messageIds: [messageIdOf(fields['Message-Id'] ?? fields['message-id'])],
      refused: isFailure(kind),
    },
  ];
}

const read = (raw: unknown): Reading[] => {
  const payload = asObject(raw);
  return 'event-data' in payload ? readEvent(asObject(payload['event-data'])) : readForm(payload);
};

/** Whatever people attached to the e-mail comes as fields, too, and before those of Mailgun: the last one counts. */
async function fieldsOf({ header, body }: Incoming): Promise<Record<string, unknown>> {
  const type = header('content-type');
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type)) {
    return asObject(readJson(body));
  }
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
    const fields = new Map<string, unknown>();
    form.forEach((value, name) => fields.set(name, value));
    return Object.fromEntries(fields);
  } catch {
    throw new Refused('format');
  }
}

/**
 * Mailgun: HMAC over timestamp and token. The signature covers nothing of the event, so that TLS alone protects it, and
 * a token counts once.
 */
export const mailgun: Provider<{ signingKey: string }> = {
  greet() {
    // All that proves anything is in the body.
  },
  async open(request, { signingKey }, moment) {
    const payload = await fieldsOf(request);
    const signed = typeof payload.signature === 'object' ? asObject(payload.signature) : payload;
    const [timestamp, token, signature] = [signed.timestamp, signed.token, signed.signature].map(asText);
    if (!timestamp || !token || !signature) throw new Refused('signature');
    if (!sameSecret(signature, hmac(signingKey, timestamp, token))) throw new Refused('signature');
    checkAge(asTime(timestamp), moment);
    return { events: [payload], nonce: token };
  },
  read,
};
