import { QuoteType, Tokenizer } from 'htmlparser2';

export interface Attribute {
  name: string;
  /** With entities decoded. */
  value: string;
  quoted: boolean;
  /** Where the undecoded value stands in the source, without its quotes. */
  valueStart: number;
  valueEnd: number;
}

export type Token =
  | { type: 'open'; name: string; attributes: Attribute[]; selfClosing: boolean; start: number; end: number }
  | { type: 'close'; name: string; start: number; end: number }
  | { type: 'text' | 'comment'; text: string; start: number };

export type OpenTag = Extract<Token, { type: 'open' }>;

/**
 * HTML or MJML as the flat list of what stands in it, with offsets: nothing is implied, repaired or left out,
 * so that what is missing can be reported where it is missing. Names are in lower case.
 */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let tag: OpenTag | null = null;
  let attribute: Attribute | null = null;
  const finish = (endIndex: number, selfClosing: boolean) => {
    if (tag) tokens.push({ ...tag, selfClosing, end: endIndex + 1 });
    tag = null;
  };
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname(start, end) {
        const name = source.slice(start, end).toLowerCase();
        tag = { type: 'open', name, attributes: [], selfClosing: false, start: start - 1, end };
      },
      onattribname(start, end) {
        const name = source.slice(start, end).toLowerCase();
        attribute = { name, value: '', quoted: true, valueStart: end, valueEnd: end };
      },
      onattribdata(start, end) {
        if (attribute) attribute.value += source.slice(start, end);
      },
      onattribentity(codepoint) {
        if (attribute) attribute.value += String.fromCodePoint(codepoint);
      },
      onattribend(quote) {
        if (attribute) tag?.attributes.push(located(source, attribute, quote));
        attribute = null;
      },
      onopentagend: (end) => finish(end, false),
      onselfclosingtag: (end) => finish(end, true),
      onclosetag(start, end) {
        tokens.push({
          type: 'close',
          name: source.slice(start, end).toLowerCase(),
          start: start - 2,
          end: end + 1,
        });
      },
      ontext(start, end) {
        tokens.push({ type: 'text', text: source.slice(start, end), start });
      },
      ontextentity(codepoint, end) {
        tokens.push({ type: 'text', text: String.fromCodePoint(codepoint), start: end - 1 });
      },
      oncomment(start, end, endOffset) {
        tokens.push({ type: 'comment', text: source.slice(start, end - endOffset), start });
      },
      oncdata: () => undefined,
      ondeclaration: () => undefined,
      onprocessinginstruction: () => undefined,
      onend: () => undefined,
    },
  );
  tokenizer.write(source);
  tokenizer.end();
  // `<mj-text` at the very end of the source: the tag never ended.
  if (tag) tokens.push(tag);
  return tokens;
}

function located(source: string, attribute: Attribute, quote: QuoteType): Attribute {
  if (quote !== QuoteType.Double && quote !== QuoteType.Single) {
    return { ...attribute, quoted: quote === QuoteType.NoValue };
  }
  const mark = quote === QuoteType.Double ? '"' : "'";
  const valueStart = source.indexOf(mark, attribute.valueStart) + 1;
  return { ...attribute, valueStart, valueEnd: source.indexOf(mark, valueStart) };
}

/** Replaces pieces of a source by offset; the pieces do not overlap. */
export function splice(source: string, edits: { start: number; end: number; text: string }[]): string {
  let result = '';
  let done = 0;
  for (const { start, end, text } of [...edits].sort((a, b) => a.start - b.start)) {
    result += source.slice(done, start) + text;
    done = end;
  }
  return result + source.slice(done);
}
