/** What an e-mail carries so that it can be measured. */
export interface MeasuringParts {
  /** The open pixel. */
  pixel: boolean;
  /** The hidden link, which only what follows every link meets. */
  hiddenLink: boolean;
}

/** Takes no room, is hidden from screen readers. */
const PIXEL =
  '<img src="{{ links.open }}" width="1" height="1" alt="" style="display:block;width:1px;height:1px;border:0" />';

/** Without a word to see, to hear or to tap, and out of the tab order: no person follows it, styles or not. */
const HIDDEN_LINK =
  '<a href="{{ links.hidden }}" rel="nofollow" aria-hidden="true" tabindex="-1" style="display:none;mso-hide:all"></a>';

/**
 * Puts them behind all that editors write: before the one `</body>` of MJML. They go into e-mails, not into pages
 * that show one.
 */
export function withMeasuringParts(html: string, { pixel, hiddenLink }: MeasuringParts): string {
  const parts = (hiddenLink ? HIDDEN_LINK : '') + (pixel ? PIXEL : '');
  const end = html.lastIndexOf('</body>');
  return end < 0 ? html + parts : html.slice(0, end) + parts + html.slice(end);
}
