/** Liquid tags of a template swapped for words that no HTML or CSS tool reads anything into. */
export interface Protected {
  /** The template with placeholders: line by line as long as the original. */
  text: string;
  /** Puts the Liquid tags back into whatever became of `text`. */
  restore(text: string): string;
  /** The Liquid tag that stands at the very start of a text, if one does. */
  tagAtStart(text: string): string | null;
  /** True where a Liquid tag stands anywhere in a text. */
  holdsTag(text: string): boolean;
  /** The Liquid tags that stand in a text, with their places in it. */
  tagsIn(text: string): { tag: string; index: number }[];
  /** Every Liquid tag in the order of the template. */
  tags: string[];
}

const CLOSERS = { '{{': '}}', '{%': '%}' } as const;

/** Splits a template into Liquid tags (odd positions) and the text between them (even positions). */
export function splitLiquid(template: string): string[] {
  const parts: string[] = [];
  let done = 0;
  let at = 0;
  while ((at = template.indexOf('{', at)) >= 0) {
    const closer = CLOSERS[template.slice(at, at + 2) as keyof typeof CLOSERS];
    if (!closer) {
      at += 1;
      continue;
    }
    const end = template.indexOf(closer, at + 2);
    // Unclosed: Liquid's own parser reports it. Looking further would be quadratic.
    if (end < 0) break;
    parts.push(template.slice(done, at), template.slice(at, end + 2));
    done = at = end + 2;
  }
  return [...parts, template.slice(done)];
}

/** MJML, juice and html-to-text each rewrite quotes, braces and entities; Liquid must come through untouched. */
export function protectLiquid(template: string): Protected {
  let word = 'lq';
  while (template.includes(word)) word += 'q';
  const tags: string[] = [];
  const text = splitLiquid(template)
    .map((part, index) => {
      if (index % 2 === 0) return part;
      tags.push(part);
      return `${word}${tags.length - 1}z${part.replace(/[^\n]/g, '')}`;
    })
    .join('');
  const pattern = new RegExp(`${word}(\\d+)z`, 'g');
  const start = new RegExp(`^\\s*${word}(\\d+)z`);
  return {
    text,
    tags,
    restore: (given) => given.replace(pattern, (found, index) => tags[Number(index)] ?? found),
    tagAtStart: (given) => tags[Number(start.exec(given)?.[1] ?? -1)] ?? null,
    holdsTag: (given) => given.search(pattern) >= 0,
    tagsIn: (given) =>
      [...given.matchAll(pattern)].map((found) => ({
        tag: tags[Number(found[1])] ?? '',
        index: found.index,
      })),
  };
}
