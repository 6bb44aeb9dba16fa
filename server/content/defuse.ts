import { endOfElement, toEdits } from './elements';
import { splice, tokensOf, type Attribute, type OpenTag } from './markup';
import { isForbiddenTag, isUnsafeUrl } from './safety';

const NAME = /^[a-z_:][\w:.-]*$/;
const escapeValue = (value: string) =>
  value.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const isRefresh = ({ name, attributes }: OpenTag): boolean =>
  name === 'meta' &&
  attributes.some(
    (attribute) => attribute.name === 'http-equiv' && attribute.value.trim().toLowerCase() === 'refresh',
  );
const runs = ({ name }: Attribute): boolean => name.startsWith('on') || name === 'srcdoc';

/**
 * Takes out of filled HTML what could run: elements, event handlers, and links that are no links. `checkSafety` refuses
 * all of it where content comes in, so this changes nothing of what came in that way; it is for what came by another
 * one. The pages that show an e-mail forbid scripts besides.
 */
export function defuse(html: string): string {
  const tokens = tokensOf(html);
  const cuts = tokens.flatMap((token, index) =>
    token.type === 'open' && (isForbiddenTag(token.name) || isRefresh(token))
      ? [{ start: token.start, end: endOfElement(tokens, index) }]
      : token.type === 'close' && isForbiddenTag(token.name)
        ? [{ start: token.start, end: token.end }]
        : [],
  );
  const gone = toEdits(cuts);
  const isGone = ({ start }: OpenTag) => gone.some((edit) => edit.start <= start && start < edit.end);
  const rewritten = tokens.flatMap((token) => {
    if (token.type !== 'open' || isGone(token)) return [];
    const isWrong = token.attributes.some(
      (attribute) => runs(attribute) || isUnsafeUrl(attribute.name, attribute.value),
    );
    return isWrong ? [{ start: token.start, end: token.end, text: harmless(token) }] : [];
  });
  return splice(html, [...gone, ...rewritten]);
}

function harmless({ name, attributes, selfClosing }: OpenTag): string {
  const kept = attributes
    .filter((attribute) => !runs(attribute) && NAME.test(attribute.name))
    .map((attribute) => {
      const value = isUnsafeUrl(attribute.name, attribute.value) ? '#' : attribute.value;
      return ` ${attribute.name}="${escapeValue(value)}"`;
    });
  return `<${name}${kept.join('')}${selfClosing ? ' /' : ''}>`;
}
