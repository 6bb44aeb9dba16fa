import type { ContentProblem } from '../../../contracts';
import {
  checkTemplate,
  fault,
  hasFault,
  lineCounter,
  protectLiquid,
  tokensOf,
  type KnownTags,
  type OpenTag,
  type Protected,
  type Token,
} from '../../content';
import { checkElement, checkStyle, hides, VOID_ELEMENTS } from './markup';
import { firstPathOf, isHtmlTag, isLayoutTag, plainPathOf, REQUIRED_TAGS } from './tags';

const layoutTags: KnownTags = {
  has: isLayoutTag,
  unknown: (path, line, field) =>
    fault(
      'layout-tag-unknown',
      line,
      `There is no {{ ${path} }} for layouts: choose one of the list.`,
      { path },
      field,
    ),
};

/** What the content may stand in: elements that hold sections, and make nothing else of them. */
const HOLDERS = new Set(['div', 'section', 'article']);

/** Comments, declarations and the like: where they end, browsers and parsers do not agree. */
const NO_ELEMENT = /<(?:[!?]|\/(?![a-z]))/i;

/** A Liquid tag between elements. */
interface Place {
  liquid: string;
  line: number;
  /** Elements around it, the outermost first. */
  within: readonly OpenTag[];
  /** How many conditions it stands in. */
  depth: number;
}

interface Reading {
  problems: ContentProblem[];
  places: Place[];
}

/**
 * Everything that keeps a layout from being used. What passes draws a page that loads nothing from elsewhere, runs
 * nothing, sends no form but ours, and shows every required part to everybody.
 */
export function checkLayout(template: string): ContentProblem[] {
  const syntax = checkTemplate(template, 'mjml', layoutTags);
  if (hasFault(syntax)) return syntax;
  const odd = NO_ELEMENT.exec(template);
  if (odd) return [noElement(lineCounter(template)(odd.index))];
  const { problems, places } = read(template);
  return [...problems, ...REQUIRED_TAGS.flatMap((tag) => checkRequired(tag, places))];
}

/** Walks through the source once, with the elements that are open at each point. */
function read(template: string): Reading {
  const liquid = protectLiquid(template);
  const lineOf = lineCounter(liquid.text);
  const open: OpenTag[] = [];
  const reading: Reading = { problems: [], places: [] };
  const conditions = { depth: 0 };
  for (const token of tokensOf(liquid.text)) {
    const line = lineOf(token.start);
    if (token.type === 'open') {
      reading.problems.push(...checkElement(token, liquid, line));
      if (!VOID_ELEMENTS.has(token.name)) open.push(token);
      // A browser reads nothing into the slash; whatever follows would stand inside.
      if (token.selfClosing && open.at(-1) === token) reading.problems.push(unclosed(token.name, line));
    } else if (token.type === 'close') {
      if (open.at(-1)?.name === token.name) open.pop();
      else reading.problems.push(unmatched(token.name, line));
    } else if (open.at(-1)?.name === 'style') {
      reading.problems.push(...checkStyle(token.text, token.start, liquid, lineOf));
    } else {
      readText(token, liquid, lineOf, open, conditions, reading);
    }
  }
  for (const { name, start } of open) reading.problems.push(unclosed(name, lineOf(start)));
  return reading;
}

function readText(
  { text, start }: Extract<Token, { type: 'text' | 'comment' }>,
  liquid: Protected,
  lineOf: (offset: number) => number,
  open: readonly OpenTag[],
  conditions: { depth: number },
  { places, problems }: Reading,
): void {
  for (const { tag, index } of liquid.tagsIn(text)) {
    const line = lineOf(start + index);
    if (tag.startsWith('{%')) {
      conditions.depth += /^\{%-?\s*end/.test(tag)
        ? -1
        : /^\{%-?\s*(if|unless|case|comment)\b/.test(tag)
          ? 1
          : 0;
      continue;
    }
    const path = firstPathOf(tag);
    if (path && isHtmlTag(path) && !plainPathOf(tag)) {
      problems.push(fault('layout-part-filtered', line, `Write {{ ${path} }} without a filter.`, { path }));
    }
    places.push({ liquid: tag, line, within: [...open], depth: conditions.depth });
  }
}

function checkRequired(path: string, places: readonly Place[]): ContentProblem[] {
  const found = places.filter(({ liquid }) => plainPathOf(liquid) === path);
  const always = found.filter(({ depth }) => depth === 0);
  const [place] = always;
  if (!place) {
    return found[0]
      ? [fault('layout-part-condition', found[0].line, `Take {{ ${path} }} out of the condition.`, { path })]
      : [
          fault('layout-part-missing', null, `Put {{ ${path} }} into the layout: no page does without.`, {
            path,
          }),
        ];
  }
  if (place.within.some(hides)) {
    const message = `Do not hide {{ ${path} }} from screen readers: delete aria-hidden around it.`;
    return [fault('layout-part-hidden', place.line, message, { path })];
  }
  const link = place.within.find(({ name }) => name === 'a');
  if (link && isHtmlTag(path)) return [wrongPlace(path, link.name, place.line)];
  return path === 'content' ? checkContent(found) : [];
}

const wrongPlace = (path: string, tag: string, line: number) =>
  fault('layout-part-place', line, `Put {{ ${path} }} into a <div>, not into <${tag}>.`, { path, tag });

/** The content is there once, and where its sections and forms may stand. */
function checkContent(found: readonly Place[]): ContentProblem[] {
  const [place, again] = found as [Place, ...Place[]];
  if (again) {
    return [
      fault('layout-part-twice', again.line, 'Put {{ content }} into the layout only once.', {
        path: 'content',
      }),
    ];
  }
  const holder = place.within.find(({ name }) => !HOLDERS.has(name));
  return holder ? [wrongPlace('content', holder.name, place.line)] : [];
}

const unmatched = (tag: string, line: number) =>
  fault('layout-unclosed', line, `</${tag}> closes nothing that is open here: put the elements in order.`, {
    tag,
  });
const unclosed = (tag: string, line: number) =>
  fault('layout-unclosed', line, `<${tag}> is not closed: add </${tag}>.`, { tag });
const noElement = (line: number) =>
  fault(
    'layout-comment',
    line,
    'Delete what begins with <! or <?. A comment is {% comment %}…{% endcomment %}.',
  );
