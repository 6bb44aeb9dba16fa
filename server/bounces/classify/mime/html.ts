const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};
/** How elements end whose content no one reads, by their start. */
const END_OF: Record<string, string> = {
  '<!--': '-->',
  '<style': '</style>',
  '<script': '</script>',
  '<head': '</head>',
  '<title': '</title>',
};
const HIDDEN_START = /<!--|<(?:style|script|head|title)(?=[\s>])/gi;
/** Elements that begin a new line. */
const BREAKS = /^\/?(?:p|div|br|li|ul|ol|tr|td|table|h[1-6]|pre|blockquote|hr|center)\b/i;

/** Without what no one reads; an element that never ends hides nothing. Looks at each character a few times at most. */
function withoutHidden(html: string): string {
  const lower = html.toLowerCase();
  const kept: string[] = [];
  const endless = new Set<string>();
  let at = 0;
  for (const match of html.matchAll(HIDDEN_START)) {
    const start = match[0].toLowerCase();
    const mark = END_OF[start] as string;
    if (match.index < at || endless.has(start)) continue;
    const end = lower.indexOf(mark, match.index);
    if (end < 0) endless.add(start);
    else {
      kept.push(html.slice(at, match.index));
      at = end + mark.length;
    }
  }
  kept.push(html.slice(at));
  return kept.join(' ');
}

/** What stands between angle brackets: an element, or an address that someone forgot to escape. */
const tag = (whole: string, inside: string): string => {
  if (BREAKS.test(inside)) return '\n';
  return /^[^\s]{1,200}@[^\s]{1,200}$/.test(inside) || !/^[a-z!?/]/i.test(inside) ? whole : '';
};

/** The text of a page, one line per block: enough to find words in, not to show. */
export const textOfHtml = (html: string): string =>
  withoutHidden(html)
    .replace(/<([^<>]{1,5000})>/g, tag)
    .replace(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
      if (decimal) return fromCode(Number(decimal));
      if (hex) return fromCode(parseInt(String(hex), 16));
      return ENTITIES[String(name).toLowerCase()] ?? whole;
    });

const fromCode = (code: number): string =>
  code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ' ';
