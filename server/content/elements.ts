import type { OpenTag, Token } from './markup';

const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));

/**
 * Where the element ends that opens at `index`, its end tag included.
 * @returns the end of the tag itself where nothing closes it.
 */
export function endOfElement(tokens: readonly Token[], index: number): number {
  const tag = tokens[index] as OpenTag;
  if (VOID.has(tag.name) || tag.selfClosing) return tag.end;
  let depth = 0;
  for (let at = index; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.type === 'open' && token.name === tag.name && !token.selfClosing) depth += 1;
    if (token?.type !== 'close' || token.name !== tag.name) continue;
    depth -= 1;
    if (depth === 0) return token.end;
  }
  return tag.end;
}

interface Cut {
  start: number;
  end: number;
}

/** Cuts that may lie in one another or overlap, as edits for `splice`. */
export function toEdits(cuts: readonly Cut[]): { start: number; end: number; text: string }[] {
  let done = 0;
  return [...cuts]
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .flatMap(({ start, end }) => {
      if (end <= done) return [];
      const from = Math.max(start, done);
      done = end;
      return [{ start: from, end, text: '' }];
    });
}
