import { createFiller, withMeasuringParts, type MergeData } from '../../content';
import type { FrozenContent } from '../../ledger';
import { createFrame, type Attachment } from './mime';
import { endOfBody, foldBlankLines, quotedPrintable } from './quoted-printable';

export interface CompiledBody {
  /** The MIME headers of the message. */
  headers: string;
  /**
   * @param measured whether pixel and hidden link go in, where the campaign has them.
   * @returns the body for one person, ASCII, in pieces. @throws Error where nothing is left of its HTML.
   */
  fill(data: MergeData, measured: boolean): string[];
}

/** Parses and encodes the content of a campaign once. @throws Error of liquidjs for wrong syntax. */
export function compileBody(
  { html, text, options, links }: Pick<FrozenContent, 'html' | 'text' | 'options' | 'links'>,
  attachments: readonly Attachment[],
): CompiledBody {
  const parts = { pixel: options.trackOpens, hiddenLink: links.length > 0 };
  const fillPlain = createFiller(html, 'html', quotedPrintable);
  const fillMeasured = createFiller(withMeasuringParts(html, parts), 'html', quotedPrintable);
  const fillText = createFiller(text, 'text', quotedPrintable);
  const { headers, beforeText, beforeHtml, afterHtml } = createFrame(attachments);
  return {
    headers,
    fill(data, measured) {
      const filledHtml = endOfBody((measured ? fillMeasured : fillPlain)(data));
      if (filledHtml.every((piece) => piece === '')) throw new Error('nothing is left of its HTML');
      // An empty part reads as an empty e-mail where only text is shown.
      const filledText = foldBlankLines(fillText(data).join('')) || quotedPrintable(data.links.viewInBrowser);
      return [beforeText, ...endOfBody([filledText]), beforeHtml, ...filledHtml, afterHtml];
    },
  };
}
