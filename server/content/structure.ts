import type { ContentProblem } from '../../contracts';
import type { OpenTag, Token } from './markup';
import { caution, fault } from './problem';
import type { Protected } from './placeholders';

/** MJML elements that hold elements only: MJML drops text that stands directly in them. */
const CONTAINERS = new Set([
  'mjml',
  'mj-head',
  'mj-attributes',
  'mj-body',
  'mj-wrapper',
  'mj-section',
  'mj-group',
  'mj-column',
  'mj-hero',
  'mj-navbar',
  'mj-social',
  'mj-accordion',
  'mj-accordion-element',
  'mj-carousel',
]);

const words = (list: string) => new Set(list.split(' '));
/** HTML Living Standard §13.1.2: they hold nothing and have no end tag. */
const VOID = words('area base br col embed hr img input link meta source track wbr');
/** §13.1.2.4: their end tag may be left out. */
const END_OPTIONAL = words(
  'html head body li dt dd p rt rp optgroup option colgroup thead tbody tfoot tr td th',
);

/** Far beyond any e-mail; deeper, every step of compiling takes long. */
const MAX_DEPTH = 300;

const isMjml = (name: string) => name === 'mjml' || name.startsWith('mj-');

/**
 * What MJML's own lenient parser passes over in silence: tags left open, text that it drops, includes that it
 * ignores, and a document that is none.
 */
export function checkStructure(
  tokens: readonly Token[],
  liquid: Protected,
  lineOf: (offset: number) => number,
): ContentProblem[] {
  const problems: ContentProblem[] = [];
  const open: OpenTag[] = [];
  const unclosed = (tag: OpenTag) => {
    if (END_OPTIONAL.has(tag.name)) return;
    const report = isMjml(tag.name) ? fault : caution;
    const message = `<${tag.name}> is never closed: write </${tag.name}> where it ends.`;
    problems.push(report('mjml-unclosed-tag', lineOf(tag.start), message, { tag: tag.name }));
  };
  for (const token of tokens) {
    if (token.type === 'open') {
      if (token.name === 'mj-include') problems.push(includeRefused(lineOf(token.start)));
      if (!token.selfClosing && !VOID.has(token.name)) open.push(token);
      if (open.length > MAX_DEPTH) return [tooDeep(lineOf(token.start))];
    } else if (token.type === 'close') {
      const at = open.findLastIndex(({ name }) => name === token.name);
      // An HTML end tag closes nothing outside the MJML element that it stands in.
      const border = open.findLastIndex(({ name }) => isMjml(name));
      if (at < 0 || (!isMjml(token.name) && at < border)) {
        if (END_OPTIONAL.has(token.name) || VOID.has(token.name)) continue;
        const report = isMjml(token.name) ? fault : caution;
        const message = `</${token.name}> closes nothing: delete it, or add the <${token.name}> that it belongs to.`;
        problems.push(report('mjml-stray-end-tag', lineOf(token.start), message, { tag: token.name }));
      } else {
        open.splice(at).slice(1).forEach(unclosed);
      }
    } else if (token.type === 'text' && token.text.trim()) {
      const parent = open.at(-1)?.name ?? '';
      const start = token.start + token.text.search(/\S/);
      if (CONTAINERS.has(parent))
        problems.push(droppedText(parent, liquid.holdsTag(token.text), lineOf(start)));
    }
  }
  open.forEach(unclosed);
  return [...problems, ...missingParts(tokens)];
}

const tooDeep = (line: number) =>
  fault('mjml-too-deep', line, `More than ${MAX_DEPTH} elements in one another: close them, or nest fewer.`, {
    limit: MAX_DEPTH,
  });

const includeRefused = (line: number) =>
  fault('mjml-include', line, 'mj-include is not allowed: paste the content itself in its place.');

function droppedText(parent: string, isLiquid: boolean, line: number): ContentProblem {
  const where = isLiquid
    ? `Put the Liquid tag into <mj-raw>…</mj-raw>`
    : 'Put the text into <mj-text>…</mj-text>';
  return fault('mjml-text-misplaced', line, `Text directly in <${parent}> is never shown. ${where}.`, {
    tag: parent,
  });
}

function missingParts(tokens: readonly Token[]): ContentProblem[] {
  const names = new Set(tokens.map((token) => (token.type === 'open' ? token.name : '')));
  if (!names.has('mjml')) {
    return [fault('mjml-root-missing', 1, 'This is no MJML: wrap everything in <mjml>…</mjml>.')];
  }
  if (!names.has('mj-body')) {
    return [fault('mjml-body-missing', 1, 'Nothing to show: add <mj-body>…</mj-body> inside <mjml>.')];
  }
  return [];
}
