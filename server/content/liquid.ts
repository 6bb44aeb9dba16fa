import { Liquid } from 'liquidjs';

import type { MergeData, Renderer, RenderKind } from './render';

/** Conditions only: nothing that reads a file, loops, or sets a variable. */
export const ALLOWED_TAGS = ['if', 'unless', 'case', 'comment'] as const;

/** `raw` is not among them: it would print a contact's data as HTML. */
export const ALLOWED_FILTERS = [
  'append',
  'capitalize',
  'default',
  'downcase',
  'prepend',
  'replace',
  'strip',
  'truncate',
  'upcase',
  'url_encode',
] as const;

const SAFE_URL = /^(https?:\/\/|mailto:|tel:)/i;

function createEngine(kind: RenderKind): Liquid {
  const engine = new Liquid({
    outputEscape: kind === 'html' ? 'escape' : undefined,
    ownPropertyOnly: true,
    strictFilters: true,
    // Unknown merge tags are refused by `checkTemplate`; an attribute that one contact lacks is merely empty.
    strictVariables: false,
    // An empty first name is no first name to an editor who writes `{% if contact.firstName %}`.
    jsTruthy: true,
    templates: {},
    parseLimit: 2_000_000,
    renderLimit: 2_000,
    memoryLimit: 20_000_000,
  });
  const keepOnly = (registry: Record<string, unknown>, allowed: readonly string[]) => {
    for (const name of Object.keys(registry)) if (!allowed.includes(name)) delete registry[name];
  };
  keepOnly(engine.tags, ALLOWED_TAGS);
  keepOnly(engine.filters, ALLOWED_FILTERS);
  engine.registerFilter('safe_url', (value: unknown) => (SAFE_URL.test(String(value).trim()) ? value : '#'));
  return engine;
}

const engines: Record<RenderKind, Liquid> = {
  html: createEngine('html'),
  text: createEngine('text'),
  header: createEngine('header'),
};

export const parseTemplate = (template: string) => engines.text.parse(template);
export const variablesOf = (template: ReturnType<typeof parseTemplate>) =>
  Object.values(engines.text.analyzeSync(template, { partials: false }).variables).flat();

const onOneLine = (text: string): string =>
  text
    .replace(/[\r\n\t\v\f\u0085\u2028\u2029]+/g, ' ')
    // eslint-disable-next-line no-control-regex -- these are what must not reach a header
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, '')
    .trim();

/**
 * Parses a Liquid template once, to be filled many times.
 * @throws Error of liquidjs for wrong syntax; content that passed `checkContent` has none.
 */
export function createRenderer(template: string, kind: RenderKind): Renderer {
  const engine = engines[kind];
  const parsed = engine.parse(template);
  return {
    render(data: MergeData) {
      const result = String(engine.renderSync(parsed, data));
      if (kind === 'header') return onOneLine(result);
      // A condition that prints nothing leaves its blank lines behind.
      return kind === 'text' ? result.replace(/\n{3,}/g, '\n\n') : result;
    },
  };
}
