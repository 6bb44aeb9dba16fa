import type { Headers } from '../mime/headers';
import { isText, linesOf, readParts, textOf, walk, type Part } from '../mime/parts';
import { sentTo } from '../references';
import { addressesIn } from './addresses';
import { returnedHeaders, splitReturned } from './returned';

/** A message read: what every question about it is asked of. */
export interface Report {
  headers: Headers;
  root: Part;
  /** Its own words, without the message that it returns. */
  own: string;
  /** What a report in plain text returns below its words. */
  returnedText: string;
  /** The header of the message that it returns, where it does. */
  returned: Headers | null;
  /** The whole message as it came, lines ended by LF. */
  source: string;
}

/** @param raw a whole message, or its body alone. */
export function readReport(raw: Buffer): Report {
  const source = linesOf(raw);
  const root = readParts(source);
  const { own, returned } = splitReturned(humanText(root));
  return {
    headers: root.headers,
    root,
    own,
    returnedText: returned,
    returned: returnedHeaders(root, returned),
    source,
  };
}

/** What people are meant to read; of alternatives the plain one. */
function humanText(root: Part): string {
  const plain: string[] = [];
  const html: string[] = [];
  for (const part of walk(root)) {
    if (part.children.length > 0 || /attachment/i.test(part.headers.raw('content-disposition'))) continue;
    if (isText(part)) plain.push(textOf(part));
    else if (part.type === 'text/html') html.push(textOf(part));
  }
  const words = plain.join('\n');
  return words.trim().length > 20 ? words : `${words}\n${html.join('\n')}`;
}

/** Addresses that stand for us in a report: those it was sent to, and the writer of what it returns. */
export const ours = ({ headers, returned }: Report): string[] => [
  ...sentTo(headers),
  ...(returned ? addressesIn(returned.raw('from')) : []),
];

/** The first part of a type, not looking into the message that is returned. */
export function partOf(root: Part, type: RegExp): Part | undefined {
  for (const part of walk(root)) if (type.test(part.type)) return part;
  return undefined;
}
