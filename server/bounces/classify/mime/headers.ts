import { decodeText } from './charset';
import { decodeB, decodeQ } from './transfer';

/** A field longer than this is cut, and a header longer than four times as much: no report says anything behind it. */
const MOST_BYTES = 256 * 1024;
const MOST_FIELDS = 2_000;

/** Fields in their order, names in lower case, values unfolded and still encoded. */
export class Headers {
  readonly #fields = new Map<string, string[]>();

  add(name: string, value: string): void {
    const values = this.#fields.get(name);
    if (values) values.push(value);
    else this.#fields.set(name, [value]);
  }

  get size(): number {
    return this.#fields.size;
  }

  has(name: string): boolean {
    return this.#fields.has(name);
  }

  /** The first value as it stands on the wire; empty where there is none. */
  raw(name: string): string {
    return this.#fields.get(name)?.[0] ?? '';
  }

  /** The first value as a person reads it. */
  text(name: string): string {
    return decodeWords(this.raw(name));
  }

  all(name: string): readonly string[] {
    return this.#fields.get(name) ?? [];
  }
}

/** RFC 2047 §2. Lengths are bounded, for the words come from strangers. */
const WORD = /=\?([^?\s]{1,40})\?([BbQq])\?([^?\n]{0,2000})\?=/g;

/** Decodes encoded words; those that stand side by side are one (RFC 2047 §6.2). */
export function decodeWords(value: string): string {
  if (!value.includes('=?')) return decodeText(value, undefined);
  return decodeText(value, undefined)
    .replace(/(\?=)\s+(?==\?[^?\s]{1,40}\?[BbQq]\?)/g, '$1')
    .replace(WORD, (_whole, charset: string, encoding: string, word: string) =>
      decodeText(
        encoding.toUpperCase() === 'B' ? decodeB(word) : decodeQ(word),
        (charset.split('*')[0] ?? '').toLowerCase(),
      ),
    );
}

/** A field's start (RFC 5322 §2.2), with the spaces before the colon that old mailers leave. */
const FIELD = /^([!-9;-~]{1,100})[ \t]*:[ \t]*(.*)$/s;
/** Marks of a mailbox file, in front of the first field or quoted by it. */
const MBOX_LINE = /^>?From /;

/**
 * Reads fields up to the first empty line, or up to what cannot belong to a header.
 * @param text lines ended by LF.
 * @param from where the header starts.
 * @returns the fields, and where the body starts.
 */
export function readHeaders(text: string, from: number): { headers: Headers; end: number } {
  const headers = new Headers();
  let name = '';
  let value = '';
  let fields = 0;
  let at = from;
  const flush = () => {
    if (name !== '') headers.add(name, value.trim());
    name = '';
  };
  while (at < text.length) {
    if (at - from > 4 * MOST_BYTES) {
      const empty = text.indexOf('\n\n', at);
      flush();
      return { headers, end: empty < 0 ? text.length : empty + 2 };
    }
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const next = end + 1;
    if (end === at) {
      flush();
      return { headers, end: next };
    }
    const line = end - at > MOST_BYTES ? text.slice(at, at + MOST_BYTES) : text.slice(at, end);
    const first = line.charCodeAt(0);
    if (first === 32 || first === 9) {
      if (line.trim() === '' && headers.size > 0 && !continues(text, next)) {
        flush();
        return { headers, end: next };
      }
      if (value.length < MOST_BYTES) value += ` ${line.trim()}`;
    } else {
      flush();
      const field = FIELD.exec(line);
      if (field && fields < MOST_FIELDS) {
        name = (field[1] as string).toLowerCase();
        value = field[2] as string;
        fields += 1;
      } else if (!field && !MBOX_LINE.test(line)) {
        return { headers, end: at };
      }
    }
    at = next;
  }
  flush();
  return { headers, end: text.length };
}

/** A line of spaces ends the header, unless a field follows: some gateways fold into such lines. */
function continues(text: string, at: number): boolean {
  const newline = text.indexOf('\n', at);
  return FIELD.test(text.slice(at, newline < 0 ? Math.min(text.length, at + 200) : newline));
}

export interface Valued {
  /** Lower case, without parameters. */
  value: string;
  parameters: Record<string, string>;
}

/** Content-Type and its like (RFC 2045 §5.1): value and parameters, comments and broken quotes tolerated. */
export function readParameters(raw: string): Valued {
  const short = raw.slice(0, 4_000);
  const semicolon = short.indexOf(';');
  const head = semicolon < 0 ? short : short.slice(0, semicolon);
  const parameters: Record<string, string> = Object.create(null) as Record<string, string>;
  const pairs = /;\s*([^\s=;]{1,60})\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;\s]*))/g;
  for (const [, name = '', quoted, plain] of semicolon < 0 ? [] : short.slice(semicolon).matchAll(pairs)) {
    const key = name.toLowerCase().replace(/\*0?\*?$/, '');
    parameters[key] ??= quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '';
  }
  return {
    value: head
      .replace(/\([^)]*\)/g, '')
      .trim()
      .toLowerCase(),
    parameters,
  };
}
