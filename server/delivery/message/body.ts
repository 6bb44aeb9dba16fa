import { createFiller, type MergeData } from '../../content';
import type { FrozenContent } from '../../ledger';
import { createFrame, type Attachment } from './mime';
import { endOfBody, foldBlankLines, quotedPrintable } from './quoted-printable';

export interface CompiledBody {
  /** The MIME headers of the message. */
  headers: string;
  /** @returns the body for one person, ASCII, in pieces. @throws Error where nothing is left of its HTML. */
  fill(data: MergeData): string[];
}

/** The open pixel: takes no room, is hidden from screen readers. */
const PIXEL =
  '<img src="{{ links.open }}" width="1" height="1" alt="" style="display:block;width:1px;height:1px;border:0" />';

/** Parses and encodes the content of a campaign once. @throws Error of liquidjs for wrong syntax. */
export function compileBody(
  { html, text, options }: Pick<FrozenContent, 'html' | 'text' | 'options'>,
  attachments: readonly Attachment[],
): CompiledBody {
  const fillHtml = createFiller(options.trackOpens ? withPixel(html) : html, 'html', quotedPrintable);
  const fillText = createFiller(text, 'text', quotedPrintable);
  const { headers, beforeText, beforeHtml, afterHtml } = createFrame(attachments);
  return {
    headers,
    fill(data) {
      const filledHtml = endOfBody(fillHtml(data));
      if (filledHtml.every((piece) => piece === '')) throw new Error('nothing is left of its HTML');
      // An empty part reads as an empty e-mail where only text is shown.
      const filledText = foldBlankLines(fillText(data).join('')) || quotedPrintable(data.links.viewInBrowser);
      return [beforeText, ...endOfBody([filledText]), beforeHtml, ...filledHtml, afterHtml];
    },
  };
}

/** MJML writes one `</body>`, behind all that editors write. */
function withPixel(html: string): string {
  const end = html.lastIndexOf('</body>');
  return end < 0 ? html + PIXEL : html.slice(0, end) + PIXEL + html.slice(end);
}
