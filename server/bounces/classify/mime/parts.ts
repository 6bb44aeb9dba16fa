import { decodeText } from './charset';
import { readHeaders, readParameters, type Headers } from './headers';
import { textOfHtml } from './html';
import { decodeTransfer } from './transfer';

/** Longer messages are read up to here: what a report says stands before the message that it returns. */
export const MOST_BYTES = 8 * 1024 * 1024;
/** Real reports nest three deep and have four parts. */
const MOST_DEPTH = 12;
const MOST_PARTS = 200;
/** Lines that begin like a boundary, looked at in one part. */
const MOST_LOOKS = 10_000;
/** Of one part's text; behind it lies a returned message at best. */
const MOST_TEXT = 512 * 1024;

export interface Part {
  headers: Headers;
  /** `text/plain` where nothing else is said; lower case. */
  type: string;
  parameters: Record<string, string>;
  /** As on the wire, lines ended by LF. */
  body: string;
  /** Of a multipart; of a message/rfc822 the message inside. */
  children: Part[];
  depth: number;
}

/** Octets as characters, lines ended by LF, whatever ended them: CRLF, LF, or the CR of old Macs. */
export const linesOf = (raw: Buffer): string =>
  raw.subarray(0, MOST_BYTES).toString('latin1').replace(/\r\n?/g, '\n');

const isMessage = (type: string): boolean => /^message\/(?:rfc822|global|news)$/.test(type);

/** A bare body that starts with a boundary, or one whose header forgot to name it: nothing but a preamble before it. */
function guessBoundary(body: string): string | undefined {
  const found = /^--(\S[^\n]{0,199}?)[ \t]*\nContent-[A-Za-z-]{1,40}:/m.exec(body.slice(0, 4_096));
  return found && found.index < 600 && !body.slice(0, found.index).includes('@') ? found[1] : undefined;
}

/** Bodies between the lines `--boundary`; a missing last one is forgiven (truncated messages). */
function split(body: string, boundary: string, most: number): string[] {
  const mark = `\n--${boundary}`;
  const text = `\n${body}`;
  const bodies: string[] = [];
  let looks = 0;
  let at = text.indexOf(mark);
  while (at >= 0 && bodies.length < most && (looks += 1) < MOST_LOOKS) {
    const after = at + mark.length;
    if (
      text.startsWith('--', after) &&
      !/[^\s-]/.test(text.slice(after, (text.indexOf('\n', after) + 1 || text.length + 1) - 1))
    )
      break;
    const line = text.indexOf('\n', after);
    if (line < 0) break;
    // `--boundary-1` begins with `--boundary`, too.
    if (text.slice(after, line).trim() !== '') {
      at = text.indexOf(mark, after);
      continue;
    }
    let next = text.indexOf(mark, line);
    while (
      next >= 0 &&
      (looks += 1) < MOST_LOOKS &&
      !/^(?:--)?[ \t]*(?:\n|$)/.test(text.slice(next + mark.length, next + mark.length + 80))
    )
      next = text.indexOf(mark, next + mark.length);
    bodies.push(text.slice(line + 1, next < 0 ? text.length : next));
    at = next;
  }
  return bodies;
}

/**
 * Reads a message into its parts: never throws, and does bounded work for any input.
 * @param text lines ended by LF (see `linesOf`).
 */
export function readParts(text: string): Part {
  let parts = 0;
  const read = (source: string, depth: number, defaultType: string): Part => {
    parts += 1;
    const { headers, end } = readHeaders(source, 0);
    const body = source.slice(end);
    const content = readParameters(headers.raw('content-type'));
    const type = /^[\w.+-]+\/[\w.+-]+$/.test(content.value) ? content.value : defaultType;
    const part: Part = { headers, type, parameters: content.parameters, body, children: [], depth };
    if (depth >= MOST_DEPTH || parts >= MOST_PARTS) return part;
    const boundary = boundaryOf(part);
    if (boundary !== undefined) {
      const inner = part.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
      for (const piece of split(body, boundary, MOST_PARTS - parts)) {
        if (parts >= MOST_PARTS) break;
        part.children.push(read(piece, depth + 1, inner));
      }
    } else if (isMessage(type)) {
      const inside = decodeTransfer(body, headers.raw('content-transfer-encoding')).replace(/^\s+/, '');
      part.children.push(read(inside, depth + 1, 'text/plain'));
    }
    return part;
  };
  return read(text.replace(/^\s+/, ''), 0, 'text/plain');
}

function boundaryOf(part: Part): string | undefined {
  const named = part.parameters['boundary'];
  const multipart = part.type.startsWith('multipart/');
  if (multipart && named && `\n${part.body}`.includes(`\n--${named}`)) return named;
  return multipart || (part.depth === 0 && !part.headers.has('content-type'))
    ? guessBoundary(part.body)
    : undefined;
}

const texts = new WeakMap<Part, string>();

/** A part that people read: text, or a multipart whose boundary never came. */
export const isText = ({ type, children }: Part): boolean =>
  children.length === 0 && (type === 'text/plain' || type.startsWith('multipart/'));

/** The decoded text of a part; of HTML the words. */
export function textOf(part: Part): string {
  const known = texts.get(part);
  if (known !== undefined) return known;
  const octets = decodeTransfer(part.body.slice(0, MOST_TEXT), part.headers.raw('content-transfer-encoding'));
  const decoded = decodeText(octets, part.parameters['charset']);
  const text = part.type === 'text/html' ? textOfHtml(decoded) : decoded;
  texts.set(part, text);
  return text;
}

/** A part and all below it, in order; not what lies inside a message in the message. */
export function* walk(part: Part): Generator<Part> {
  yield part;
  if (isMessage(part.type) && part.depth > 0) return;
  for (const child of part.children) yield* walk(child);
}
