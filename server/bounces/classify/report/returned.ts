import { readHeaders, type Headers } from '../mime/headers';
import { textOf, walk, type Part } from '../mime/parts';

/** Lines by which a report in plain text announces the message that it returns. */
const ANNOUNCED =
  /^[ \t>*-]*(?:-{2,}[ -]*)?(?:below this line is a copy of the message|this is a copy of (?:the|your) message|(?:the )?(?:header|headers) of (?:the|your) (?:original|undelivered) message|(?:the )?(?:original|returned|undelivered|undeliverable|unsent|rejected|failed|bounced|your(?: original)?) (?:message|mail|e-mail|header|text)s?(?: (?:header|text|body|follows|is included below|headers|attached|below|was as follows))?s?(?: follows?)?|message (?:header|headers|text|body|content)s?(?: follows?)?|returned message follows|unsent message follows|start of (?:returned|forwarded) message|mensaje original|mensagem original|urspr(?:ü|ue)ngliche nachricht|original[- ]?nachricht|message (?:d'origine|original)|元のメッセージ|original-?mail)[ \t:.;-]*$/im;
/** Fields of which a returned header begins with one. */
const HEADER_START =
  /^[ \t>]*(?:return-path|received|message-id|mime-version|dkim-signature|x-originating-ip|delivered-to|envelope-to|x-[a-z-]{2,40}|from|date|to|subject|content-type|reply-to|sender):[ \t]*\S/i;

export interface Narrative {
  /** What the report says itself. */
  own: string;
  /** The message, or its header, that a report in plain text returns after its own words; empty where it does not. */
  returned: string;
}

/** Where a returned header begins: three fields in a row, of which one is telling. */
function headerStart(lines: readonly string[], from: number): number {
  let run = 0;
  let telling = 0;
  for (let at = from; at < lines.length && at < from + 2_000; at += 1) {
    const line = lines[at] as string;
    const isField = /^[ \t>]{0,4}[A-Za-z][A-Za-z0-9-]{1,40}:(?:[ \t]|$)/.test(line);
    const folded = run > 0 && /^[ \t]+\S/.test(line);
    if (isField) {
      run += 1;
      if (HEADER_START.test(line)) telling += 1;
      if (run - 1 >= 2 && telling >= 2) return at;
    } else if (!folded) {
      run = 0;
      telling = 0;
    }
  }
  return -1;
}

/** Splits a text into the report's words and the message that it returns below them. */
export function splitReturned(text: string): Narrative {
  const announced = ANNOUNCED.exec(text);
  if (announced && text.slice(0, announced.index).trim().length > 20)
    return {
      own: text.slice(0, announced.index),
      returned: text.slice(announced.index + announced[0].length),
    };
  const lines = text.slice(0, 200_000).split('\n');
  const hit = headerStart(lines, 0);
  if (hit < 0) return { own: text, returned: '' };
  // Back to the first field of that run.
  let start = hit;
  while (
    start > 0 &&
    (/^[ \t>]{0,4}[A-Za-z][A-Za-z0-9-]{1,40}:(?:[ \t]|$)/.test(lines[start - 1] as string) ||
      /^[ \t]+\S/.test(lines[start - 1] as string)) &&
    hit - start < 40
  )
    start -= 1;
  const own = lines.slice(0, start).join('\n');
  if (own.trim().length < 20) return { own: text, returned: '' };
  return { own, returned: lines.slice(start).join('\n') };
}

/** The header of the message that a report returns: as a part of its own, or below the report's words. */
export function returnedHeaders(root: Part, returned: string): Headers | null {
  for (const part of walk(root)) {
    if (part.depth === 0) continue;
    const [inside] = part.children;
    if (/^message\/(?:rfc822|global|news)$/.test(part.type) && inside) return inside.headers;
    if (/^(?:text\/rfc822-headers|message\/(?:global-headers|rfc822-headers))$/.test(part.type))
      return readHeaders(textOf(part).replace(/^\s+/, ''), 0).headers;
  }
  if (returned === '') return null;
  const lines = returned.split('\n');
  const hit = headerStart(lines, 0);
  if (hit < 0) return null;
  const start = Math.max(0, hit - 2);
  const quoted = lines.slice(start).map((line) => line.replace(/^>[ \t]?/, ''));
  return readHeaders(quoted.join('\n').replace(/^\s+/, ''), 0).headers;
}
