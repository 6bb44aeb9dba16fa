import type { FeedbackClass } from '../../feedback/feedback';
import { hmac, sameSecret } from '../compare';
import { checkAge, withinAnHour } from '../dated';
import { Refused, type Headers, type Provider, type Reading } from '../provider';
import { asObject, asText, asTime, dictionary, oneOrMany, readJson } from '../shape';

const SIGNATURE = 'x-mail-campaigns-signature';
const TIMESTAMP = 'x-mail-campaigns-timestamp';

/** The words of `type`; docs/webhooks.md tells them. */
const TYPES = dictionary<FeedbackClass>({
  delivered: 'success',
  delayed: 'delay',
  bounce: 'soft',
  'hard-bounce': 'hard',
  'soft-bounce': 'soft',
  complaint: 'complaint',
  unsubscribe: 'unsubscribe',
  open: 'open',
  click: 'click',
});

function read(raw: unknown): Reading[] {
  const event = asObject(raw);
  const kind = asText(event.type) ?? '';
  const found = TYPES.get(kind);
  if (!found) return [];
  return [
    {
      class: found,
      kind,
      id: asText(event.id),
      at: asTime(event.at),
      address: asText(event.recipient),
      status: asText(event.status),
      reply: asText(event.reply),
      messageIds: [asText(event.messageId)],
      tags: [asText(event.tag)],
    },
  ];
}

const signedAt = (header: Headers): string => {
  const timestamp = header(TIMESTAMP);
  if (!timestamp || !header(SIGNATURE)) throw new Refused('signature');
  return timestamp;
};

/** Our own format, for whoever can sign: HMAC-SHA-256 in hex over the timestamp, a dot and the bytes of the body. */
export const generic: Provider<{ secret: string }> = {
  greet(header, _settings, moment) {
    checkAge(asTime(signedAt(header)), withinAnHour(moment));
  },
  open({ header, body }, { secret }) {
    const given = header(SIGNATURE)
      .replace(/^sha256=/, '')
      .toLowerCase();
    const expected = hmac(secret, signedAt(header), '.', body);
    if (!sameSecret(given, expected)) throw new Refused('signature');
    return { events: oneOrMany(readJson(body)), nonce: expected };
  },
  read,
};
