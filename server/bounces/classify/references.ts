import type { References } from './message';
import type { Headers } from './mime/headers';
import { addressesIn } from './report/addresses';

const MOST = 50;
/** Where a report's own envelope recipient may stand, the surest first. */
const ENVELOPE = [
  'x-original-to',
  'delivered-to',
  'envelope-to',
  'x-envelope-to',
  'x-rcpt-to',
  'apparently-to',
  'to',
  'resent-to',
];

/** The addresses that a message was sent to, as far as its header tells. */
export function sentTo(headers: Headers): string[] {
  const named = ENVELOPE.flatMap((name) => headers.all(name)).flatMap((value) =>
    addressesIn(value.slice(0, 4_000)),
  );
  const received = headers
    .all('received')
    .slice(0, 5)
    .flatMap((value) => addressesIn(/\bfor\s+<?([^\s>;]{1,320})/i.exec(value.slice(0, 2_000))?.[1] ?? ''));
  return [...new Set([...named, ...received])].slice(0, MOST);
}

const messageIdsIn = (value: string): string[] =>
  value.slice(0, 8_000).match(/<[^<>\s]{1,300}@[^<>\s]{1,300}>/g) ?? [];

export interface ReportFacts {
  headers: Headers;
  returned: Headers | null;
  envelopeId?: string | null;
  arrivalDate?: string | null;
  reportingMta?: string | null;
  /** Ids that the report itself names. */
  messageIds?: readonly string[];
}

/** What may lead from a report to the e-mail that it is about. */
export function referencesOf({
  headers,
  returned,
  envelopeId,
  arrivalDate,
  reportingMta,
  messageIds = [],
}: ReportFacts): References {
  const ids = [
    ...messageIds,
    ...(returned ? messageIdsIn(returned.raw('message-id')) : []),
    // A report may answer the e-mail that it is about (RFC 3834 §3.1.6), and some systems repeat its id.
    ...[
      'in-reply-to',
      'references',
      'original-message-id',
      'x-ms-exchange-parent-message-id',
      'x-original-message-id',
    ].flatMap((name) => messageIdsIn(headers.raw(name))),
  ];
  return {
    verp: sentTo(headers),
    envelopeId: envelopeId ?? null,
    messageIds: [...new Set(ids)].slice(0, MOST),
    feedbackId: returned?.raw('feedback-id') || null,
    listUnsubscribe: (
      returned
        ?.raw('list-unsubscribe')
        .slice(0, 4_000)
        .match(/<[^<>\s]+>/g) ?? []
    )
      .map((url) => url.slice(1, -1))
      .slice(0, 10),
    arrivalDate: arrivalDate ?? null,
    reportingMta: reportingMta ?? null,
  };
}
