import { convert, type HtmlToTextOptions } from 'html-to-text';

import { protectLiquid } from './placeholders';

const heading = { options: { uppercase: false, leadingLineBreaks: 2, trailingLineBreaks: 1 } };

const OPTIONS: HtmlToTextOptions = {
  wordwrap: false,
  formatters: {
    alternativeText(element, _walk, builder) {
      const { alt } = element.attribs as Record<string, string | undefined>;
      const alternative = alt?.trim();
      if (alternative) builder.addInline(alternative);
    },
    /** Two cells of a row must not run together; around the blocks of a layout the space is trimmed away. */
    cell(element, walk, builder) {
      walk(element.children, builder);
      builder.addInline(' ');
    },
  },
  selectors: [
    {
      selector: 'a',
      options: { linkBrackets: ['(', ')'], hideLinkHrefIfSameAsText: true, noAnchorUrl: true },
    },
    { selector: 'img', format: 'alternativeText' },
    { selector: 'td', format: 'cell' },
    { selector: 'th', format: 'cell' },
    { selector: 'tr', format: 'block' },
    { selector: 'title', format: 'skip' },
    // The preheader repeats what follows.
    { selector: 'div[style*="display:none"]', format: 'skip' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, ...heading })),
  ],
};

/** The text part of an HTML template: no word wrap, links as `text (url)`, Liquid tags as they were. */
export function toText(html: string): string {
  const liquid = protectLiquid(html);
  const text = convert(liquid.text, OPTIONS)
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return liquid.restore(text);
}
