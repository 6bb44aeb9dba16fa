import type { FeedbackClass } from '../../feedback/feedback';
import type { Reading } from '../provider';
import { asObject, asText, asTime, dictionary, oneOrMany } from '../shape';
import { passwordProvider } from './password';

/** https://developers.brevo.com/docs/transactional-webhooks; the camel case ones are those of its settings. */
const EVENTS = dictionary<FeedbackClass>({
  delivered: 'success',
  hard_bounce: 'hard',
  hardBounce: 'hard',
  invalid_email: 'hard',
  invalid: 'hard',
  soft_bounce: 'soft',
  softBounce: 'soft',
  deferred: 'delay',
  // Brevo did not even try, because of its own list; why, it does not say.
  blocked: 'block',
  error: 'content',
  spam: 'complaint',
  complaint: 'complaint',
  unsubscribe: 'unsubscribe',
  unsubscribed: 'unsubscribe',
  opened: 'open',
  unique_opened: 'open',
  uniqueOpened: 'open',
  proxy_open: 'open',
  unique_proxy_open: 'open',
  loadedByProxy: 'open',
  click: 'click',
});

function read(raw: unknown): Reading[] {
  const event = asObject(raw);
  const kind = asText(event.event) ?? '';
  const found = EVENTS.get(kind);
  if (!found) return [];
  return [
    {
      class: found,
      kind,
      at: asTime(event.ts_epoch ?? event.ts_event ?? event.ts ?? event.s_epoch),
      address: asText(event.email),
      reply: asText(event.reason),
      messageIds: [asText(event['message-id'])],
      tags: [asText(event['X-Mailin-custom'])],
    },
  ];
}

/** Brevo: one event a request or, where batching is on, an array. */
export const brevo = passwordProvider({ split: oneOrMany, read });
