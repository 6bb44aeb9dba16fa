import type { ContentProblem } from '../../contracts';
import { tokensOf, type Attribute, type OpenTag, type Token } from './markup';
import { caution, fault } from './problem';
import type { Protected } from './placeholders';

/** Elements that run, load or send something. Mail programs drop them; the page "view in browser" must not run them. */
const FORBIDDEN = new Set(
  'script iframe frame frameset object embed applet base form input textarea select button svg math portal template'.split(
    ' ',
  ),
);

const URL_ATTRIBUTES = new Set([
  'href',
  'src',
  'srcset',
  'action',
  'formaction',
  'background',
  'background-url',
  'base-url',
  'thumbnails-src',
  'poster',
  'data',
  'cite',
  'xlink:href',
]);

const SAFE_SCHEMES = new Set(['http', 'https', 'mailto', 'tel', 'sms', 'cid']);
const DATA_IMAGE = /^data:image\/(png|gif|jpe?g|webp);/;
const UNSAFE_CSS = /expression\s*\(|javascript\s*:|vbscript\s*:|-moz-binding|behavior\s*:/i;

export const isForbiddenTag = (name: string): boolean => FORBIDDEN.has(name);
export const isUrlAttribute = (name: string): boolean => URL_ATTRIBUTES.has(name);

type LineOf = (offset: number) => number | null;

/**
 * Refuses what could run in a mail program or on the page "view in browser": stored cross-site scripting is the
 * best-known hole of such tools (CVE-2026-21483, CVE-2021-27910).
 * @param tokens of a source whose Liquid tags are placeholders of `liquid`.
 */
export function checkSafety(tokens: readonly Token[], liquid: Protected, lineOf: LineOf): ContentProblem[] {
  return tokens.flatMap((token, index) => {
    if (token.type === 'open') return checkTag(token, liquid, lineOf);
    if (token.type === 'comment') {
      return checkSafety(tokensOf(token.text), liquid, (offset) => lineOf(token.start + offset));
    }
    const before = tokens[index - 1];
    const isCss = before?.type === 'open' && /^(mj-)?style$/.test(before.name);
    return token.type === 'text' && isCss && UNSAFE_CSS.test(token.text)
      ? [unsafeCss(lineOf(token.start))]
      : [];
  });
}

const unsafeCss = (line: number | null) =>
  fault(
    'html-unsafe-style',
    line,
    'This style runs code: delete expression(), behavior and javascript: from it.',
  );

function checkTag(tag: OpenTag, liquid: Protected, lineOf: LineOf): ContentProblem[] {
  const line = lineOf(tag.start);
  const problems: ContentProblem[] = [];
  if (FORBIDDEN.has(tag.name)) {
    const message = `<${tag.name}> is not allowed in an e-mail: delete it. Use mj-button or mj-image instead.`;
    problems.push(fault('html-forbidden-tag', line, message, { tag: tag.name }));
  }
  if (liquid.holdsTag(tag.name)) problems.push(liquidInTag(line));
  return problems.concat(tag.attributes.flatMap((attribute) => checkAttribute(tag, attribute, liquid, line)));
}

const liquidInTag = (line: number | null) =>
  fault(
    'liquid-in-tag',
    line,
    'A merge tag inside an HTML tag must stand in a value with quotes, as in href="{{ links.unsubscribe }}".',
  );

function checkAttribute(
  tag: OpenTag,
  attribute: Attribute,
  liquid: Protected,
  line: number | null,
): ContentProblem[] {
  const { name, value, quoted } = attribute;
  if (liquid.holdsTag(name) || (!quoted && liquid.holdsTag(value))) return [liquidInTag(line)];
  if (name.startsWith('on') || name === 'srcdoc') {
    const message = `The attribute ${name} would run code: delete it.`;
    return [fault('html-event-handler', line, message, { attribute: name })];
  }
  if (name === 'style' && UNSAFE_CSS.test(value)) return [unsafeCss(line)];
  if (tag.name === 'meta' && name === 'http-equiv' && value.trim().toLowerCase() === 'refresh') {
    return [
      fault('html-forbidden-tag', line, '<meta http-equiv="refresh"> is not allowed: delete it.', {
        tag: 'meta',
      }),
    ];
  }
  return isUrlAttribute(name) ? checkUrl(name, value, liquid, line) : [];
}

/** An address as browsers read it: they skip white space and control characters inside a scheme. */
function addressOf(value: string): { url: string; scheme: string | undefined } {
  // eslint-disable-next-line no-control-regex -- exactly those
  const url = value.replace(/[\u0000-\u0020\u007f-\u009f\u00ad\u200b-\u200f\ufeff]/g, '').toLowerCase();
  return { url, scheme: /^([^/?#:]*):/.exec(url)?.[1] };
}

/** Whether an attribute holds an address with a scheme that has no place in an e-mail. */
export function isUnsafeUrl(name: string, value: string): boolean {
  if (!isUrlAttribute(name)) return false;
  const { url, scheme } = addressOf(value);
  return scheme !== undefined && !SAFE_SCHEMES.has(scheme) && !(name !== 'href' && DATA_IMAGE.test(url));
}

function checkUrl(name: string, value: string, liquid: Protected, line: number | null): ContentProblem[] {
  const atStart = liquid.tagAtStart(value);
  if (atStart?.startsWith('{{')) return [];
  if (atStart) {
    const message =
      'A condition around a link belongs outside of it: write {% if … %}<a href="…">…</a>{% endif %}.';
    return [fault('link-condition', line, message)];
  }
  const { url, scheme } = addressOf(value);
  const target = value.trim().slice(0, 200);
  if (isUnsafeUrl(name, value)) {
    const message = `“${target}” is no link for an e-mail: use https://, mailto: or tel:.`;
    return [fault('link-unsafe', line, message, { url: target })];
  }
  if (scheme !== undefined) return [];
  if (url === '' || url === '#') {
    return [caution('link-empty', line, `The ${name} leads nowhere: fill in its address.`)];
  }
  if (url.startsWith('#')) return [];
  const message = `“${target}” has no https:// in front: in an e-mail it leads nowhere.`;
  return [caution('link-relative', line, message, { url: target })];
}
