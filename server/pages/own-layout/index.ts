import type { Core } from '@strapi/strapi';

import type { Language } from '../../../contracts';
import { createEngine } from '../../content';
import { redacted } from '../../lib/redact';
import { escapeHtml, Html } from '../page/html';
import { checkLayout } from './check';

export { checkLayout } from './check';
export { SHIPPED_LAYOUT } from './shipped';

/** What fills a layout: strings are escaped, `Html` is printed as it is; null prints nothing. */
export interface LayoutParts {
  content: Html;
  languages: Html | null;
  logo: Html | null;
  archive: Html | null;
  institution: { name: string; address: string; website: string; host: string };
  footnote: string;
  title: string;
  language: Language;
}

export interface OwnLayout {
  /** Text of each style in it, for the policy. */
  styles: readonly string[];
  /** @returns what stands in the body; null where it cannot be made, which is logged once. */
  render(parts: LayoutParts): Html | null;
}

const print = (value: unknown): string => {
  if (value instanceof Html) return value.text;
  return typeof value === 'string' ? escapeHtml(value) : '';
};

const engine = createEngine(print);

/** A layout that was checked has no attributes on a style and no `<` in it. */
const STYLE = /<style\s*>([^<]*)<\/style\s*>/gi;

function compile(strapi: Core.Strapi, template: string): OwnLayout | null {
  const broken = (why: string) =>
    strapi.log.error(
      `[mail-campaigns] the institution's own layout of the public pages is not used, the plugin's is: ${why}`,
    );
  const problems = checkLayout(template);
  if (problems.length > 0) {
    broken(problems.map(({ code, line }) => (line ? `${code} in line ${line}` : code)).join(', '));
    return null;
  }
  const nodes = engine.parse(template);
  let told = false;
  return {
    styles: [...template.matchAll(STYLE)].map(([, text = '']) => text),
    render(parts) {
      try {
        return new Html(String(engine.renderSync(nodes, parts)));
      } catch (error) {
        if (!told) broken(redacted(error));
        told = true;
        return null;
      }
    },
  };
}

/** Layouts in use: two at most, and those that were replaced a moment ago. */
const MOST_KEPT = 8;
const kept = new WeakMap<Core.Strapi, Map<string, OwnLayout | null>>();

/**
 * A layout of the institution's own, ready to be filled.
 * @returns null for an empty one, and for one that has faults, whoever put it there: pages never fail for their layout.
 */
export function ownLayoutOf(strapi: Core.Strapi, template: string): OwnLayout | null {
  if (template.trim() === '') return null;
  const known = kept.get(strapi) ?? new Map<string, OwnLayout | null>();
  kept.set(strapi, known);
  const found = known.get(template);
  if (found !== undefined) return found;
  if (known.size >= MOST_KEPT) known.clear();
  const made = compile(strapi, template);
  known.set(template, made);
  return made;
}
