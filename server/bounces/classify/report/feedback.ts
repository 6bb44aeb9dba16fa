import type { Headers } from '../mime/headers';
import { addressesIn, firstAddress } from './addresses';

/** What a feedback report says (RFC 5965 §3). */
export interface Feedback {
  type: string;
  addresses: string[];
  arrivalDate: string | null;
  reportingMta: string | null;
}

/** Fields in which providers name the person who complained, beside Original-Rcpt-To. */
const RECIPIENT_FIELDS = ['original-rcpt-to', 'removal-recipient', 'original-recipient', 'redacted-address'];

export function readFeedback(fields: Map<string, string[]>): Feedback {
  const get = (name: string): string | null => fields.get(name)?.[0] ?? null;
  const addresses = RECIPIENT_FIELDS.flatMap((name) => fields.get(name) ?? []).flatMap((value) =>
    addressesIn(value),
  );
  return {
    type: (get('feedback-type') ?? 'abuse').trim().toLowerCase().split(/[\s;]/)[0] ?? 'abuse',
    addresses: [...new Set(addresses)],
    arrivalDate: get('arrival-date') ?? get('received-date'),
    reportingMta: get('reporting-mta')?.replace(/^\s*[\w-]{1,20}\s*;\s*/, '') ?? null,
  };
}

/** All values of all fields in a text of fields. */
export function fieldsIn(text: string): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  let last: string[] | null = null;
  for (const line of text.split('\n').slice(0, 2_000)) {
    const field = /^([A-Za-z][A-Za-z0-9-]{1,60})[ \t]*:[ \t]*(.*)$/.exec(line);
    if (field) {
      const name = (field[1] as string).toLowerCase();
      last = fields.get(name) ?? [];
      last.push((field[2] as string).trim());
      fields.set(name, last);
    } else if (/^[ \t]+\S/.test(line) && last && last.length > 0) last[last.length - 1] += ` ${line.trim()}`;
    else last = null;
  }
  return fields;
}

/**
 * A complaint in a form of its own, without a feedback part: Microsoft's JMRP, AOL's old one and their like send the
 * message as an attachment, or again as it was, under a sender or subject that says so.
 * @returns the type that a feedback part would name; null where it is none.
 */
export function bareComplaint(headers: Headers, returned: Headers | null): 'abuse' | 'opt-out' | null {
  // Apple Mail's button "Unsubscribe": an e-mail by the reader's program.
  if (/^\s*true/i.test(headers.raw('x-apple-unsubscribe'))) return 'opt-out';
  if (headers.has('x-hmxmroriginalrecipient')) return 'abuse';
  if (!returned) return null;
  const from = headers.text('from');
  const subject = headers.text('subject');
  const told =
    (/^complaint about message from/i.test(subject) &&
      /@(?:[\w.-]+\.)?(?:hotmail|outlook|microsoft|live)\./i.test(from)) ||
    /\b(?:client tos notification|abuse report|spam (?:report|complaint)|email feedback report|feedback loop)\b/i.test(
      subject,
    ) ||
    /\bscomp@aol\.(?:net|com)\b/i.test(`${from} ${headers.raw('x-loop')}`);
  return told ? 'abuse' : null;
}

/** Fields of the returned message, or of the report, that name who got it. */
const GOT_BY = [
  'x-hmxmroriginalrecipient',
  'x-original-rcpt-to',
  'original-recipient',
  'delivered-to',
  'x-original-to',
  'envelope-to',
];

/** Who complained, as the returned message tells where the report does not. */
export function complainants(headers: Headers, returned: Headers | null): string[] {
  const unsubscribed = headers.has('x-apple-unsubscribe') ? firstAddress(headers.raw('from')) : null;
  const jmrp = firstAddress(headers.raw('x-hmxmroriginalrecipient'));
  const got = GOT_BY.map((name) => firstAddress(returned?.raw(name) ?? '')).find(
    (address) => address !== null,
  );
  const one = unsubscribed ?? jmrp ?? got;
  return one ? [one] : addressesIn(returned?.all('to').join(', ') ?? '');
}
