import { Liquid, Parser, toValue, TypeGuards, type Template } from 'liquidjs';

import { isMergeTag } from './merge-tags';
import type { MergeData, PieceEncoding, Renderer, RenderKind } from './render';

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

const ESCAPED: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => ESCAPED[character] ?? '');

/** Line ends of every system as `\n`. */
const withPlainLineEnds = (text: string) => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text);

/** A value as Liquid prints it. */
function stringOf(value: unknown): string {
  if (typeof value === 'string') return withPlainLineEnds(value);
  const plain: unknown = toValue(value);
  if (Array.isArray(plain)) return plain.map(stringOf).join('');
  // eslint-disable-next-line @typescript-eslint/no-base-to-string -- as Liquid prints an object
  return plain === null || plain === undefined ? '' : withPlainLineEnds(String(plain));
}

/** What the value of a merge tag becomes on its way out. */
const printer = (kind: RenderKind, encode: PieceEncoding) =>
  kind === 'html'
    ? (value: unknown) => encode(escapeHtml(stringOf(value)))
    : (value: unknown) => encode(stringOf(value));

/**
 * Liquid that reads no file, loops over nothing, sets no variable, sees own properties only and stops at limits of time
 * and memory.
 * @param print what a value becomes on its way out; it has to escape.
 */
export function createEngine(print: (value: unknown) => string): Liquid {
  const engine = new Liquid({
    outputEscape: print,
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

const asItIs: PieceEncoding = (piece) => piece;
const plainEngine = createEngine(printer('text', asItIs));

export const parseTemplate = (template: string) => plainEngine.parse(template);
export const variablesOf = (template: ReturnType<typeof parseTemplate>) =>
  Object.values(plainEngine.analyzeSync(template, { partials: false }).variables).flat();

/** Encodes the text between Liquid tags, however deep, while it parses. */
class EncodingParser extends Parser {
  constructor(
    engine: Liquid,
    private readonly encode: PieceEncoding,
  ) {
    super(engine);
  }

  override parseToken(...[token, following]: Parameters<Parser['parseToken']>) {
    if (TypeGuards.isHTMLToken(token)) {
      const text = this.encode(token.getContent());
      token.getContent = () => text;
    }
    return super.parseToken(token, following);
  }
}

/** `{{ contact.firstName }}`, `{{ tracked[7] }}`: nothing but a path. */
const OUTPUT_OF_PATH = /^\{\{-?\s*(?:([\w.]+)|tracked\[(\d{1,4})\])\s*-?\}\}$/;
/** Liquid answers these with the size or an end of what they stand on. */
const COMPUTED = /\.(size|first|last)$/;

/** Paths that only the message itself writes; no editor can name them. */
const OWN_PATHS = ['links.open'];

const keysOfPath = (path: string): string[] | null =>
  (isMergeTag(path) || OWN_PATHS.includes(path)) && !COMPUTED.test(path) ? path.split('.') : null;

/** The keys that lead to the value of a merge tag; null where Liquid has more to do than follow them. */
function keysOf(node: Template): string[] | null {
  const [, path = '', link] = OUTPUT_OF_PATH.exec(node.token.getText()) ?? [];
  return link ? ['tracked', link] : keysOfPath(path);
}

function follow(data: unknown, keys: readonly string[]): unknown {
  let value = data;
  for (const key of keys) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/**
 * Parses a Liquid template once, to be filled many times. What stands between tags, and each value, is encoded for
 * itself: the text between tags once, here.
 *
 * Most merge tags are a mere path. They are followed here, since Liquid takes ten times as long for each.
 * @returns what fills the template: a function of the data to the pieces, in order.
 * @throws Error of liquidjs for wrong syntax; content that passed `checkContent` has none.
 */
export function createFiller(
  template: string,
  kind: RenderKind,
  encode: PieceEncoding = asItIs,
): (data: MergeData) => string[] {
  const print = printer(kind, encode);
  const engine = createEngine(print);
  const pieces = new EncodingParser(engine, encode).parse(withPlainLineEnds(template)).map((node) => {
    if (TypeGuards.isHTMLToken(node.token)) return node.token.getContent();
    const keys = keysOf(node);
    return keys
      ? keepLast(print, (data) => follow(data, keys))
      : keepMany(variablesOf([node]), (data) => String(engine.renderSync([node], data)));
  });
  return (data) => pieces.map((piece) => (typeof piece === 'string' ? piece : piece(data)));
}

type Fill = (data: MergeData) => string;

/** A value that comes again is not printed anew: the institution's name is the same for all. */
function keepLast(print: (value: unknown) => string, valueOf: (data: MergeData) => unknown): Fill {
  let last: unknown;
  let printed = print(last);
  return (data) => {
    const value = valueOf(data);
    if (value !== last) {
      last = value;
      printed = print(value);
    }
    return printed;
  };
}

/** Results kept of one Liquid tag. */
const MOST_KEPT = 200;

/** What Liquid makes of a tag depends on its variables alone, and many people share a first name, a language, a city. */
function keepMany(variables: ReturnType<typeof variablesOf>, render: Fill): Fill {
  const paths = variables.map(({ segments }) => keysOfPath(segments.join('.')));
  if (!paths.every((keys) => keys !== null)) return render;
  const kept = new Map<string, string>();
  return (data) => {
    const key = JSON.stringify(paths.map((keys) => follow(data, keys)));
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (kept.size >= MOST_KEPT) kept.clear();
    const made = render(data);
    kept.set(key, made);
    return made;
  };
}

/** Text as a header may carry it: on one line, without control characters. */
export const onOneLine = (text: string): string =>
  text
    .replace(/[\r\n\t\v\f\u0085\u2028\u2029]+/g, ' ')
    // eslint-disable-next-line no-control-regex -- these are what must not reach a header
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, '')
    .trim();

/** As `createFiller`, with the finish that each kind needs. */
export function createRenderer(template: string, kind: RenderKind): Renderer {
  const fill = createFiller(template, kind);
  return {
    render(data: MergeData) {
      const filled = fill(data).join('');
      if (kind === 'header') return onOneLine(filled);
      // A condition that prints nothing leaves its blank lines behind.
      return kind === 'text' ? filled.replace(/\n{3,}/g, '\n\n') : filled;
    },
  };
}
