import type { FeedbackClass } from '../../feedback/feedback';
import { Refused, type Reading } from '../provider';
import { asObject, asText, asTime, dictionary } from '../shape';
import { passwordProvider } from './password';

/** Bounce classification codes: https://support.sparkpost.com/docs/deliverability/bounce-classification-codes */
const BOUNCES = dictionary<FeedbackClass>({
  1: 'unknown',
  10: 'hard',
  20: 'soft',
  21: 'soft',
  22: 'soft',
  23: 'content',
  24: 'soft',
  25: 'block',
  30: 'hard',
  40: 'unknown',
  50: 'block',
  51: 'block',
  52: 'block',
  53: 'content',
  54: 'block',
  60: 'autoreply',
  70: 'soft',
  90: 'unsubscribe',
  100: 'autoreply',
});

const EVENTS = dictionary<FeedbackClass>({
  delivery: 'success',
  delay: 'delay',
  policy_rejection: 'block',
  spam_complaint: 'complaint',
  generation_failure: 'content',
  generation_rejection: 'block',
  open: 'open',
  initial_open: 'open',
  amp_open: 'open',
  amp_initial_open: 'open',
  click: 'click',
  amp_click: 'click',
  list_unsubscribe: 'unsubscribe',
  link_unsubscribe: 'unsubscribe',
});

const classOf = (type: string, bounceClass: string): FeedbackClass | undefined => {
  if (type !== 'bounce' && type !== 'out_of_band') return EVENTS.get(type);
  // Somebody subscribed by mail: nothing came back.
  return bounceClass === '80' ? undefined : (BOUNCES.get(bounceClass) ?? 'unknown');
};

function read(raw: unknown): Reading[] {
  // `{ msys: { message_event: { … } } }`, the inner name says the family.
  const [event = {}] = Object.values(asObject(asObject(raw).msys)).map(asObject);
  const type = asText(event.type) ?? '';
  const bounceClass = asText(event.bounce_class) ?? '';
  const found = classOf(type, bounceClass);
  if (!found) return [];
  return [
    {
      class: found,
      kind: [type, bounceClass].filter(Boolean).join('/'),
      id: asText(event.event_id),
      at: asTime(event.timestamp),
      address: asText(event.raw_rcpt_to) ?? asText(event.rcpt_to),
      reply: asText(event.raw_reason) ?? asText(event.reason),
      tags: [asText(asObject(event.rcpt_meta).mail_campaigns), asText(event.msg_from)],
    },
  ];
}

/** SparkPost: always a batch; a test of the URL is a batch with an empty object. */
export const sparkpost = passwordProvider({
  split(payload) {
    if (!Array.isArray(payload)) throw new Refused('format');
    return payload as unknown[];
  },
  read,
});
