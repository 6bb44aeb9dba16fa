import type { ContentProblem } from '../../contracts';
import { ALLOWED_FILTERS, ALLOWED_TAGS, parseTemplate, variablesOf } from './liquid';
import { isMergeTag, nearestMergeTag } from './merge-tags';
import { fault } from './problem';

type Field = ContentProblem['field'];
type Variable = ReturnType<typeof variablesOf>[number];

/** What may stand between braces. */
export interface KnownTags {
  has(path: string): boolean;
  /** The problem of a path that is none. */
  unknown(path: string, line: number, field: Field): ContentProblem;
}

/** Everything wrong with the Liquid in a field: its syntax, or tags that nobody fills; merge tags unless others are given. */
export function checkTemplate(
  template: string,
  field: Field,
  known: KnownTags = { has: isMergeTag, unknown: unknownMergeTag },
): ContentProblem[] {
  let variables: Variable[];
  try {
    variables = variablesOf(parseTemplate(template));
  } catch (error) {
    return [syntaxProblem(error, field)];
  }
  const seen = new Set<string>();
  return variables.flatMap((variable) => {
    const path = pathOf(variable);
    const line = variable.location.row;
    const id = `${path}\n${line}`;
    if (known.has(path) || seen.has(id)) return [];
    seen.add(id);
    return [known.unknown(path, line, field)];
  });
}

/** `contact['attributes'].city` → `contact.attributes.city`; a path that depends on data gets brackets and is unknown. */
const pathOf = ({ segments }: Variable): string =>
  segments
    .map((part, i) => (typeof part === 'object' ? `[${String(part)}]` : i ? `.${part}` : part))
    .join('');

function unknownMergeTag(path: string, line: number, field: Field): ContentProblem {
  const suggestion = nearestMergeTag(path);
  const advice = suggestion ? `Did you mean {{ ${suggestion} }}?` : 'Choose one from the list of merge tags.';
  return fault(
    'merge-tag-unknown',
    line,
    `There is no merge tag {{ ${path} }}. ${advice}`,
    { path, ...(suggestion ? { suggestion } : {}) },
    field,
  );
}

interface LiquidError {
  message: string;
  originalError?: { message: string };
  token?: { getPosition(): [row: number, column: number] };
}

const SYNTAX: [pattern: RegExp, advice: (name: string) => string][] = [
  [
    /^undefined filter: (.+)$/,
    (name) => `There is no filter “${name}”. Use one of: ${ALLOWED_FILTERS.join(', ')}.`,
  ],
  [
    /^tag "(end.+|else|elsif|when)" not found$/,
    (name) => `{% ${name} %} has no beginning: add it, or delete this.`,
  ],
  [/^tag "(.+)" not found$/, (name) => `There is no tag “${name}”. Use one of: ${ALLOWED_TAGS.join(', ')}.`],
  [/^output "([^]+)" not closed$/, (name) => `${name.slice(0, 60)} is not closed: write }} at its end.`],
  [/^tag "(\{%[^]+)" not closed$/, (name) => `${name.slice(0, 60)} is not closed: write %} at its end.`],
  [/^tag (\{%[^]+%\}) not closed$/, (name) => `${name.slice(0, 60)} has no end: add its {% end… %}.`],
];

function syntaxProblem(error: unknown, field: Field): ContentProblem {
  const { message, originalError, token } = error as LiquidError;
  const words = (originalError?.message ?? message).replace(/, line:\d+, col:\d+$/, '');
  const line = token?.getPosition()[0] ?? null;
  for (const [pattern, advice] of SYNTAX) {
    const found = pattern.exec(words);
    if (found) return fault('liquid-syntax', line, advice(found[1] ?? ''), { detail: words }, field);
  }
  const text = `This merge tag cannot be read (${words}). Write it like {{ contact.firstName | default: "…" }}.`;
  return fault('liquid-syntax', line, text, { detail: words }, field);
}
