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
 * message as an attachment under a subject that says so.
 */
export function isBareComplaint(headers: Headers, returned: Headers | null): boolean {
  if (!returned) return false;
  const from = headers.text('from');
  const subject = headers.text('subject');
  return (
    (/^complaint about message from/i.test(subject) &&
      /@(?:[\w.-]+\.)?(?:hotmail|outlook|microsoft|live)\./i.test(from)) ||
    /\b(?:client tos notification|abuse report|spam (?:report|complaint)|email feedback report|feedback loop)\b/i.test(
      subject,
    ) ||
    /\bscomp@aol\.(?:net|com)\b/i.test(`${from} ${headers.raw('x-loop')}`)
  );
}

/** Who complained, as the returned message tells where the report does not. */
export function complainants(returned: Headers | null, outer: Headers): string[] {
  for (const name of [
    'x-hmxmroriginalrecipient',
    'x-original-rcpt-to',
    'original-recipient',
    'x-failed-recipients',
    'delivered-to',
    'x-original-to',
    'envelope-to',
  ]) {
    const address =
      firstAddress(returned?.raw(name) ?? '') ?? firstAddress(name.startsWith('x-hm') ? outer.raw(name) : '');
    if (address) return [address];
  }
  return addressesIn(returned?.all('to').join(', ') ?? '');
}
