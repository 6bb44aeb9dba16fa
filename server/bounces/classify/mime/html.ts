const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};
/** Elements that begin a new line. */
const BREAKS = /<\/?(?:p|div|br|li|ul|ol|tr|td|table|h[1-6]|pre|blockquote|hr|center)\b[^>]{0,2000}>/gi;

/** The text of a page, one line per block: enough to find words in, not to show. */
export const textOfHtml = (html: string): string =>
  html
    .replace(/<(style|script|head|title)\b[^>]{0,2000}>[\s\S]{0,100000}?<\/\1\s*>/gi, ' ')
    .replace(/<!--[\s\S]{0,20000}?-->/g, ' ')
    // Source lines mean nothing in HTML but inside <pre>, where each is a line of its own.
    .replace(BREAKS, '\n')
    // An address in angle brackets that someone forgot to escape is no element.
    .replace(/<(?![^<>\s@]{1,200}@[^<>\s@]{1,200}>)\/?[a-z!?][^<>]{0,5000}>/gi, '')
    .replace(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
      if (decimal) return fromCode(Number(decimal));
      if (hex) return fromCode(parseInt(String(hex), 16));
      return ENTITIES[String(name).toLowerCase()] ?? whole;
    });

const fromCode = (code: number): string =>
  code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ' ';
