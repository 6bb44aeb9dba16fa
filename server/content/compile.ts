import { createHash } from 'node:crypto';

import mjml2html from 'mjml';

import type { ContentProblem } from '../../contracts';
import { describe } from '../lib/errors';
import { checkTemplate } from './check-template';
import { isUrlAttribute, checkSafety } from './safety';
import { splice, tokensOf } from './markup';
import { protectLiquid, type Protected } from './placeholders';
import { caution, fault, hasFault, lineCounter } from './problem';
import { checkStructure } from './structure';
import { toText } from './text-part';

export interface CompiledContent {
  /** HTML with Liquid tags still in place; empty where `problems` holds an error. */
  html: string;
  /** Text part with the same Liquid tags. */
  text: string;
  problems: ContentProblem[];
}

/** Characters; Gmail clips at a third of that in HTML, and compiling takes time that other requests wait for. */
const MAX_SOURCE = 300_000;

const CACHE_SIZE = 32;
const cache = new Map<string, Promise<CompiledContent>>();

/**
 * MJML with Liquid tags → HTML and text part with the same Liquid tags, and all that is wrong with it. Never
 * throws for wrong MJML. The last few results are kept: a live preview asks again and again.
 */
export function compile(mjml: string): Promise<CompiledContent> {
  const key = createHash('sha256').update(mjml).digest('base64');
  const known = cache.get(key);
  // Taken out and put back: a Map keeps the order of insertion, so the first key is the one least recently used.
  cache.delete(key);
  const result = known ?? compileFresh(mjml);
  cache.set(key, result);
  if (cache.size > CACHE_SIZE) cache.delete(cache.keys().next().value as string);
  return result;
}

async function compileFresh(mjml: string): Promise<CompiledContent> {
  if (mjml.length > MAX_SOURCE) {
    const message = `The content is too long: shorten it to ${MAX_SOURCE} characters, and link to images instead of pasting them.`;
    return failed([fault('mjml-too-long', null, message, { limit: MAX_SOURCE })]);
  }
  const liquid = protectLiquid(mjml);
  const tokens = tokensOf(liquid.text);
  const lineOf = lineCounter(mjml);
  const structure = checkStructure(tokens, liquid, lineOf);
  const problems = [...structure, ...checkSafety(tokens, liquid, lineOf), ...checkTemplate(mjml, 'mjml')];
  // What MJML says about a broken tree misleads.
  if (hasFault(structure)) return failed(problems);
  const { html: output, errors } = await runMjml(liquid);
  problems.push(...errors);
  problems.push(...checkOutput(output, liquid, problems));
  if (hasFault(problems)) return failed(problems);
  const html = liquid.restore(guardLinks(tidy(output), liquid));
  return { html, text: toText(html), problems: sorted(problems) };
}

const failed = (problems: ContentProblem[]): CompiledContent => ({
  html: '',
  text: '',
  problems: sorted(problems),
});

/** More than anyone reads at once. */
const MOST_SHOWN = 100;

/** By line; errors are never crowded out by warnings. */
function sorted(problems: ContentProblem[]): ContentProblem[] {
  const errorsFirst = [...problems].sort((a, b) => a.severity.localeCompare(b.severity));
  return errorsFirst.slice(0, MOST_SHOWN).sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

/** Includes are off: mjml 4 read any file of the server into the HTML. Fonts load only where `mj-font` asks. */
async function runMjml(liquid: Protected): Promise<{ html: string; errors: ContentProblem[] }> {
  try {
    const { html, errors } = await mjml2html(liquid.text, {
      ignoreIncludes: true,
      validationLevel: 'soft',
      keepComments: false,
      fonts: {},
    });
    return { html, errors: errors.map((error) => mjmlProblem(error, liquid)) };
  } catch (error) {
    const message = `This MJML cannot be read: ${describe(error).split('\n')[0] ?? ''}`;
    return { html: '', errors: [fault('mjml-invalid', null, message)] };
  }
}

/** `formattedMessage` of MJML names paths of this server; `message` does not. */
function mjmlProblem(
  { line, message: words, tagName }: { line: number; message: string; tagName: string },
  liquid: Protected,
): ContentProblem {
  const tag = liquid.restore(tagName);
  const message = liquid.restore(words);
  if (/doesn't exist/.test(message)) {
    return fault('mjml-unknown-tag', line, `There is no element <${tag}> in MJML: correct its name.`, {
      tag,
    });
  }
  const place = /cannot be used inside (\S+), only inside: (.*)$/.exec(message);
  if (place) {
    const [, parent = '', allowed = ''] = place;
    const text = `<${tag}> cannot stand in <${parent}>. Move it into one of: ${allowed}.`;
    return fault('mjml-misplaced-tag', line, text, { tag, parent, allowed });
  }
  const attribute = /^Attributes? (.*) (?:is|are) illegal$/.exec(message)?.[1];
  if (attribute) {
    const text = `<${tag}> has no attribute ${attribute}: delete it or correct its name.`;
    return caution('mjml-unknown-attribute', line, text, { tag, attribute });
  }
  return caution('mjml-invalid-value', line, `<${tag}>: ${message}. Correct the value.`, {
    tag,
    detail: message,
  });
}

/** Catches what reaches the HTML by a way that the source does not show, as by `mj-html-attributes`. */
function checkOutput(html: string, liquid: Protected, known: readonly ContentProblem[]): ContentProblem[] {
  const codes = new Set(known.map(({ code }) => code));
  return checkSafety(tokensOf(html), liquid, () => null).filter(
    ({ code, severity }) => severity === 'error' && !codes.has(code),
  );
}

/** MJML indents generously; Gmail counts each space towards its limit. */
const tidy = (html: string): string =>
  /<pre|<textarea|white-space\s*:\s*pre/i.test(html)
    ? html
    : html
        .trim()
        .replace(/^[ \t]+|[ \t]+$/gm, '')
        .replace(/\n{2,}/g, '\n');

/**
 * A link that begins with a merge tag leads where the contact's data says: the filter lets only web, mail and
 * telephone addresses through. The plugin's own links need no guard.
 */
function guardLinks(html: string, liquid: Protected): string {
  const edits = tokensOf(html).flatMap((token) => {
    if (token.type !== 'open') return [];
    return token.attributes.flatMap(({ name, value, valueStart }) => {
      const output = isUrlAttribute(name) ? liquid.tagAtStart(value) : null;
      if (!output || /^\{\{-?\s*links\.\w+\s*-?\}\}$/.test(output)) return [];
      const guarded = output.replace(/(-?\}\})$/, '| safe_url $1');
      const written = html.slice(valueStart).match(/^\s*lq+\d+z/)?.[0] ?? '';
      return [{ start: valueStart, end: valueStart + written.length, text: guarded }];
    });
  });
  return splice(html, edits);
}
