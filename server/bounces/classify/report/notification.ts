/** What Amazon SES tells by e-mail where its topic has an address as subscriber: the JSON of a webhook as the text. */
export interface Notification {
  kind: 'bounce' | 'complaint' | 'success';
  recipients: { address: string; action: string | null; status: string | null; diagnostic: string }[];
  feedbackType: string | null;
  messageId: string | null;
}

const MOST_JSON = 256 * 1024;
const MOST_RECIPIENTS = 1_000;

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value.slice(0, MOST_RECIPIENTS) : []);

function parse(json: string): Record<string, unknown> | null {
  try {
    return record(JSON.parse(json));
  } catch {
    return null;
  }
}

/** The outermost object in a text. Mailers break its only line: sendmail with `!` and a space on the next one. */
function objectIn(own: string): Record<string, unknown> | null {
  const start = own.indexOf('{');
  if (
    start < 0 ||
    start > 2_000 ||
    !/"(?:notificationType|eventType|Type)"/.test(own.slice(start, start + 2_000))
  )
    return null;
  const end = own.slice(0, MOST_JSON).lastIndexOf('}');
  const json = own
    .slice(start, end + 1)
    .replace(/!\n ?/g, '')
    .replace(/\n/g, '');
  const outer = parse(json);
  const inner = outer && text(outer['Message']) ? parse(text(outer['Message']) as string) : null;
  return inner ?? outer;
}

/** @returns null where a text holds no such notification. */
export function readNotification(own: string): Notification | null {
  const event = objectIn(own);
  const type = event ? (text(event['notificationType']) ?? text(event['eventType'])) : null;
  if (!event || !type) return null;
  const mail = record(event['mail']);
  const messageId = text(record(mail['commonHeaders'])['messageId']) ?? text(mail['messageId']);
  const recipient = (entry: unknown) => {
    const fields = record(entry);
    return {
      address: text(fields['emailAddress']) ?? text(entry) ?? '',
      action: text(fields['action']),
      status: text(fields['status']),
      diagnostic: (text(fields['diagnosticCode']) ?? '').replace(/^\s*smtp\s*;\s*/i, ''),
    };
  };
  const bounce = record(event['bounce']);
  const complaint = record(event['complaint']);
  if (type === 'Bounce')
    return {
      kind: 'bounce',
      recipients: list(bounce['bouncedRecipients']).map(recipient),
      feedbackType: null,
      messageId,
    };
  if (type === 'Complaint')
    return {
      kind: 'complaint',
      recipients: list(complaint['complainedRecipients']).map(recipient),
      feedbackType: text(complaint['complaintFeedbackType']) ?? 'abuse',
      messageId,
    };
  if (type === 'Delivery')
    return {
      kind: 'success',
      recipients: list(record(event['delivery'])['recipients']).map(recipient),
      feedbackType: null,
      messageId,
    };
  return null;
}
