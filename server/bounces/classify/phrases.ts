/**
 * Phrases are data: `data/*.json`, read by people who speak the language. A phrase is written in lower case without
 * accents and matches whole words: `(a|b)` one of them, ` * ` up to sixty characters of anything, `~` the rest of a
 * word, `@` an address. Text is folded in the same way first, so that "Buzón lleno" is `buzon lleno`.
 */
export interface PhraseGroup {
  /** Part of the rule that a decision names, e.g. `es-no-existe`. */
  id: string;
  words: readonly string[];
}

/** Text made ready for `find`. */
export interface Folded {
  text: string;
  words: ReadonlySet<string>;
}

const ADDRESS = /[^\s<>"'()[\]:;,]{1,100}@[^\s<>"'()[\];,]{1,200}/g;
/** Combining accents of Latin, Greek and Cyrillic letters; the voice marks of kana are part of the letter. */
const ACCENTS = /[\u0300-\u036f]/g;

/** Lower case, no accents, one space where there was any, addresses replaced by `@`: they hold words, too. */
export function fold(text: string): Folded {
  let folded = text.replace(ADDRESS, '@').toLowerCase();
  // eslint-disable-next-line no-control-regex -- ASCII needs no folding
  if (/[^\x00-\x7f]/.test(folded))
    folded = folded
      .normalize('NFKD')
      .replace(ACCENTS, '')
      .normalize('NFC')
      .replace(/ß/g, 'ss')
      .replace(/[\u2018\u2019\u02bc`\u00b4]/g, "'");
  folded = folded.replace(/\s+/g, ' ').trim();
  return { text: folded, words: new Set(folded.split(/[^a-z0-9]+/)) };
}

const GAP = '(?![a-z0-9]).{0,60}?(?<![a-z0-9])';

function patternOf(phrase: string): RegExp {
  const source = phrase
    .replace(/[.+?^${}[\]\\/]/g, '\\$&')
    .replace(/ \* /g, GAP)
    .replace(/~/g, "[a-z0-9'-]*");
  // Scripts without spaces know no words.
  return /[^\u0020-\u007e]/.test(phrase)
    ? new RegExp(source)
    : new RegExp(`(?<![a-z0-9])(?:${source})(?![a-z0-9])`);
}

const longestWord = (text: string): string | undefined =>
  text
    .split(' ')
    .filter((token) => !/[^a-z0-9'-]/.test(token))
    .flatMap((token) => token.split(/[^a-z0-9]+/))
    .reduce<string | undefined>((best, word) => (word.length > (best?.length ?? 1) ? word : best), undefined);

/** The parts of a text at its outermost level: what stands outside all brackets, and what each bracket holds. */
function levels(text: string): { flat: string; groups: { inside: string; alone: boolean }[] } {
  let flat = '';
  let depth = 0;
  let start = 0;
  const groups: { inside: string; alone: boolean }[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '(' && depth++ === 0) start = at;
    else if (character === ')' && --depth === 0) {
      const alone = /^ ?$/.test(text[start - 1] ?? '') && /^ ?$/.test(text[at + 1] ?? '');
      groups.push({ inside: text.slice(start + 1, at), alone });
      flat += '\u0001';
    } else if (depth === 0) flat += character;
  }
  return { flat, groups };
}

/** Words of which a text must hold one to match; null where the phrase asks for none. */
function anchorsOf(phrase: string): string[] | null {
  const { flat, groups } = levels(phrase);
  const word = longestWord(flat);
  if (word && word.length > 3) return [word];
  // A group that stands glued to letters, or may be empty, asks for no whole word.
  for (const { inside } of groups.filter(({ alone }) => alone)) {
    const words = alternatives(inside).map((alternative) => longestWord(levels(alternative).flat));
    if (words.every((found) => found !== undefined)) return words;
  }
  return word ? [word] : null;
}

function alternatives(inside: string): string[] {
  let depth = 0;
  const found = [''];
  for (const character of inside) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === '|' && depth === 0) found.push('');
    else found[found.length - 1] += character;
  }
  return found;
}

interface Phrase {
  pattern: RegExp;
  group: number;
}

/** Groups in the order in which they are tried: the first that matches wins. */
export class Phrases<Group extends PhraseGroup> {
  readonly #groups: readonly Group[];
  readonly #byWord = new Map<string, Phrase[]>();
  readonly #always: Phrase[] = [];

  constructor(groups: readonly Group[]) {
    this.#groups = groups;
    groups.forEach(({ words }, group) => {
      for (const words_ of words) this.#add({ pattern: patternOf(words_), group }, anchorsOf(words_));
    });
  }

  #add(phrase: Phrase, anchors: string[] | null): void {
    if (!anchors) {
      this.#always.push(phrase);
      return;
    }
    for (const anchor of new Set(anchors)) {
      const known = this.#byWord.get(anchor);
      if (known) known.push(phrase);
      else this.#byWord.set(anchor, [phrase]);
    }
  }

  /**
   * The first group with a phrase in the text.
   * @param fits groups that come into question.
   */
  find({ text, words }: Folded, fits: (group: Group) => boolean = () => true): Group | null {
    let best = this.#groups.length;
    const look = (phrases: readonly Phrase[]) => {
      for (const { pattern, group } of phrases)
        if (group < best && fits(this.#groups[group] as Group) && pattern.test(text)) best = group;
    };
    look(this.#always);
    for (const word of words) {
      const phrases = this.#byWord.get(word);
      if (phrases) look(phrases);
    }
    return this.#groups[best] ?? null;
  }
}
