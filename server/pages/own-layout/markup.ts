import type { ContentProblem } from '../../../contracts';
import { fault, type Attribute, type OpenTag, type Protected } from '../../content';

type LineOf = (offset: number) => number;

/** What draws a page and does nothing else. `main` and `h1` come with the content. */
const ELEMENTS = new Set(
  (
    'div section article aside header footer nav p h2 h3 h4 h5 h6 ul ol li dl dt dd a img figure figcaption span strong ' +
    'em b i small br hr blockquote q cite abbr time sup sub address table caption thead tbody tfoot tr th td style'
  ).split(' '),
);
export const VOID_ELEMENTS = new Set(['img', 'br', 'hr']);

/** `style` is not among them: the policy of the page lets no inline style work. Nor `id`: the forms have theirs. */
const ATTRIBUTES =
  /^(class|lang|dir|title|role|aria-[a-z]+|href|target|rel|src|alt|width|height|loading|decoding|colspan|rowspan|scope|datetime)$/;

const LINK = /^(https?:\/\/|mailto:|tel:|#)/i;
/** Of this very server, or standing in the layout itself. */
const PICTURE = /^(\/(?!\/)|data:image\/(png|jpeg|gif|webp|svg\+xml)[;,])/i;

/** What loads something from elsewhere, or what old browsers ran. */
const UNSAFE_CSS = /@import|@font-face|expression\s*\(|-moz-binding|behavior\s*:|javascript\s*:/i;
const CSS_URL = /url\(\s*["']?([^"')]*)/gi;

/** What is wrong with an element of a layout; its Liquid tags are placeholders of `liquid`. */
export function checkElement(tag: OpenTag, liquid: Protected, line: number): ContentProblem[] {
  if (liquid.holdsTag(tag.name)) return [liquidPlace(line)];
  if (!ELEMENTS.has(tag.name)) {
    const message = `<${tag.name}> has no place in a layout: delete it. Headings and forms come with {{ content }}.`;
    return [fault('layout-element', line, message, { tag: tag.name })];
  }
  const [first] = tag.attributes;
  if (tag.name === 'style' && first) return [strayAttribute(first.name, line)];
  return tag.attributes.flatMap((attribute) => checkAttribute(attribute, liquid, line));
}

const liquidPlace = (line: number) =>
  fault(
    'layout-liquid-place',
    line,
    'Between < and > a tag may only fill in a value in quotes, and conditions belong outside of elements and styles.',
  );

function checkAttribute(attribute: Attribute, liquid: Protected, line: number): ContentProblem[] {
  const { name, value, quoted } = attribute;
  const holds = liquid.holdsTag(value);
  if (liquid.holdsTag(name) || (holds && !quoted) || liquid.restore(value).includes('{%')) {
    return [liquidPlace(line)];
  }
  if (!ATTRIBUTES.test(name)) return [strayAttribute(name, line)];
  const target = liquid.restore(value).trim();
  if (
    name === 'href' &&
    !LINK.test(value.trim()) &&
    !/^\{\{-?\s*institution\.website\s*-?\}\}$/.test(target)
  ) {
    const message = `“${target.slice(0, 200)}” is no address for a link: use https://, mailto: or tel:.`;
    return [fault('layout-link', line, message, { url: target.slice(0, 200) })];
  }
  if (name === 'src' && (holds || !PICTURE.test(value.trim()))) return [foreignPicture(target, line)];
  return [];
}

const strayAttribute = (attribute: string, line: number): ContentProblem => {
  const message = `The attribute ${attribute} has no place here: delete it. Styles go into <style>, by class.`;
  return fault('layout-attribute', line, message, { attribute });
};

const foreignPicture = (url: string, line: number): ContentProblem =>
  fault(
    'layout-picture',
    line,
    `“${url.slice(0, 200)}” would be asked of somebody else: use a picture of this server, such as /uploads/logo.png.`,
    { url: url.slice(0, 200) },
  );

/** @param start of the text in the source. */
export function checkStyle(text: string, start: number, liquid: Protected, lineOf: LineOf): ContentProblem[] {
  if (liquid.holdsTag(text)) return [liquidPlace(lineOf(start))];
  const markup = text.indexOf('<');
  if (markup >= 0) {
    const message = 'A style holds no “<”: delete it.';
    return [fault('layout-style', lineOf(start + markup), message, { rule: '<' })];
  }
  const unsafe = UNSAFE_CSS.exec(text);
  if (unsafe) {
    const rule = unsafe[0];
    const message = `“${rule}” does not work here: the pages load nothing from elsewhere. Delete it.`;
    return [fault('layout-style', lineOf(start + unsafe.index), message, { rule })];
  }
  return [...text.matchAll(CSS_URL)]
    .filter(([, url = '']) => !PICTURE.test(url.trim()))
    .map((found) => foreignPicture(found[1] ?? '', lineOf(start + found.index)));
}

/** Whether what stands inside such an element is kept from anybody. */
export const hides = ({ attributes }: OpenTag): boolean =>
  attributes.some(({ name, value }) => name === 'aria-hidden' && value.trim().toLowerCase() !== 'false');
