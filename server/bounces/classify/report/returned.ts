import { readHeaders, type Headers } from '../mime/headers';
import { textOf, walk, type Part } from '../mime/parts';

/** Lines by which a report in plain text announces the message that it returns. */
const WHAT =
  '(?:original|returned|undelivered|undeliverable|unsent|rejected|failed|bounced|your original|old|offending)';
const THING = '(?:message|mail|e-mail|email|header|headers|text|letter)';
const ANNOUNCED = new RegExp(
  `^[ \\t>*|=-]*(?:${[
    'below this line is a copy of the message',
    `(?:this|included|below|here|attached|following)(?: below)?(?: is| are)? (?:a )?copy of .{0,60}`,
    `a copy of (?:the|your) (?:original )?message(?: is)?(?: below)?(?: this line)?.{0,20}`,
    `(?:the )?first \\d+ lines of your original message follow`,
    `(?:the )?(?:first .{0,20} of )?(?:the )?headers? of (?:the|your) ${WHAT} message.{0,40}`,
    `(?:the |your )?${WHAT} ${THING}(?: as received)?(?: (?:header|headers|text|body|follows?|is included below|is included|attached|below|was|was as follows|is as follows|as follows|is attached|contents?))*`,
    `${THING} (?:header|headers|text|body|contents?)(?: follows?)?`,
    'start of (?:returned|forwarded) message',
    '(?:the )?(?:returned|unsent|original) (?:message|mail) follows',
    'mensaje original.{0,20}',
    'mensagem original.{0,20}',
    'urspr(?:ü|ue)ngliche (?:nachricht|mail).{0,20}',
    'original[- ]?nachricht.{0,20}',
    "message (?:d'origine|original).{0,20}",
    '元のメッセージ.{0,10}',
    'original mail as follows',
  ].join('|')})[ \\t:.;|=*-]*$`,
  'im',
);
/** Fields that no report quotes in its own words. */
const TELLING =
  /^[ \t>]*(?:return-path|received|message-id|mime-version|dkim-signature|delivered-to|envelope-to|x-mailer|x-originating-ip|content-transfer-encoding):/i;
const FIELD = /^[ \t>]{0,5}[A-Za-z][A-Za-z0-9-]{1,40}:(?:[ \t]|$)/;

export interface Narrative {
  /** What the report says itself. */
  own: string;
  /** The message, or its header, that a report in plain text returns after its own words; empty where it does not. */
  returned: string;
}

/** Where a returned header begins: three fields in a row, of which one is telling; -1 where there is none. */
function headerStart(lines: readonly string[]): number {
  let start = -1;
  let fields = 0;
  let telling = false;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] as string;
    if (FIELD.test(line)) {
      if (fields === 0) start = at;
      fields += 1;
      telling ||= TELLING.test(line);
      if (fields >= 3 && telling) return start;
    } else if (fields === 0 || !/^[ \t>]+\S/.test(line)) {
      fields = 0;
      telling = false;
    }
  }
  return -1;
}

const MOST_LINES = 5_000;

/** Splits a text into the report's words and the message that it returns below them. */
export function splitReturned(text: string): Narrative {
  const announced = ANNOUNCED.exec(text);
  const cut = announced && text.slice(0, announced.index).trim().length > 20 ? announced : null;
  const own = cut ? text.slice(0, cut.index) : text;
  const lines = own.split('\n', MOST_LINES);
  const start = headerStart(lines);
  const before = lines.slice(0, Math.max(start, 0)).join('\n');
  if (before.trim().length >= 20) return { own: before, returned: text.slice(before.length + 1) };
  return { own, returned: cut ? text.slice(cut.index + cut[0].length) : '' };
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
  const lines = returned.split('\n', MOST_LINES).map((line) => line.replace(/^[ \t]{0,3}>[ \t]?/, ''));
  const start = headerStart(lines);
  if (start < 0) return null;
  const indent = /^[ \t]*/.exec(lines[start] as string)?.[0].length ?? 0;
  return readHeaders(
    lines
      .slice(start)
      .map((line) => line.slice(/^[ \t]*/.exec(line)?.[0].length === indent ? indent : 0))
      .join('\n'),
    0,
  ).headers;
}
