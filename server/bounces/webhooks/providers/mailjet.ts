import type { FeedbackClass } from '../../feedback/feedback';
import type { Reading } from '../provider';
import { asObject, asText, asTime, dictionary, oneOrMany } from '../shape';
import { passwordProvider } from './password';

const EVENTS = dictionary<FeedbackClass>({
  sent: 'success',
  open: 'open',
  click: 'click',
  spam: 'complaint',
  unsub: 'unsubscribe',
});

/** The `error` of `bounce` and `blocked`: https://dev.mailjet.com/email/guides/webhooks/#possible-values-for-errors */
const ERRORS = dictionary<FeedbackClass>({
  'user unknown': 'hard',
  'invalid domain': 'hard',
  'no mail host': 'hard',
  typofix: 'hard',
  'mailbox inactive': 'soft',
  'quota exceeded': 'soft',
  'system issue': 'soft',
  'protocol issue': 'soft',
  'connection issue': 'soft',
  greylisted: 'delay',
  blacklisted: 'block',
  'spam reporter': 'complaint',
  'sender blocked': 'block',
  'relay/access denied': 'block',
  preblocked: 'block',
  'spam preblocked': 'block',
  'policy issue': 'block',
  'loop detected': 'block',
  'content blocked': 'content',
  'spam blocked': 'content',
});

function classOf(event: Record<string, unknown>, kind: string): FeedbackClass | undefined {
  if (kind !== 'bounce' && kind !== 'blocked') return EVENTS.get(kind);
  if (event.hard_bounce === true) return 'hard';
  const byError = ERRORS.get(asText(event.error) ?? '');
  // A bounce that Mailjet itself calls soft is not made hard by its error.
  return byError === 'hard' && event.hard_bounce === false ? 'soft' : (byError ?? 'soft');
}

function read(raw: unknown): Reading[] {
  const event = asObject(raw);
  const kind = asText(event.event) ?? '';
  const found = classOf(event, kind);
  if (!found) return [];
  return [
    {
      class: found,
      kind: [kind, asText(event.error)].filter(Boolean).join('/'),
      at: asTime(event.time),
      address: asText(event.email),
      reply: asText(event.smtp_reply) ?? asText(event.comment) ?? asText(event.error),
      tags: [asText(event.CustomID)],
      refused: kind === 'blocked',
    },
  ];
}

/** Mailjet's ids are numbers with more digits than JSON in JavaScript can tell apart. */
const quoteIds = (body: string): string => body.replace(/"MessageID"\s*:\s*(\d+)/g, '"MessageID":"$1"');

/** Mailjet: one event a request, or an array where events are grouped. */
export const mailjet = passwordProvider({ split: oneOrMany, read, prepare: quoteIds });
