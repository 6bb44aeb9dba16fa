import { Liquid } from 'liquidjs';

import type { MergeData, Renderer, RenderKind } from './render';

const TAGS = ['if', 'unless', 'case', 'comment'];
const FILTERS = [
  'append',
  'capitalize',
  'date',
  'default',
  'downcase',
  'prepend',
  'replace',
  'round',
  'strip',
  'truncate',
  'upcase',
  'url_encode',
];

const SAFE_URL = /^(https?:|mailto:|tel:)/i;

/** Only logic-light tags and harmless filters: no file, no loop, nothing that prints without escaping. */
function createEngine(kind: RenderKind): Liquid {
  const engine = new Liquid({
    outputEscape: kind === 'html' ? 'escape' : undefined,
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: false,
    // An empty first name is "nothing" to an editor who writes `{% if contact.firstName %}`.
    jsTruthy: true,
    templates: {},
    parseLimit: 2_000_000,
    renderLimit: 2_000,
    memoryLimit: 20_000_000,
  });
  for (const tag of Object.keys(engine.tags)) if (!TAGS.includes(tag)) delete engine.tags[tag];
  for (const filter of Object.keys(engine.filters)) if (!FILTERS.includes(filter)) delete engine.filters[filter];
  engine.registerFilter('safe_url', (value: unknown) => (SAFE_URL.test(String(value).trim()) ? value : '#'));
  return engine;
}

const engines: Record<RenderKind, Liquid> = {
  html: createEngine('html'),
  text: createEngine('text'),
  header: createEngine('header'),
};

export const engineFor = (kind: RenderKind): Liquid => engines[kind];

const onOneLine = (text: string): string =>
  text
    .replace(/[\r\n\t\u2028\u2029]+/g, ' ')
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
      return kind === 'header' ? onOneLine(result) : result;
    },
  };
}
