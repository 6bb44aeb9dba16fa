import type { Language } from '../../contracts';

/** Everything a merge tag can name. Nothing else is reachable from a template. */
export interface MergeData {
  contact: {
    email: string;
    firstName: string;
    lastName: string;
    fullName: string;
    language: Language;
    attributes: Record<string, string | number | boolean | null>;
  };
  list: { name: string };
  campaign: { name: string; subject: string };
  institution: { name: string; postalAddress: string; websiteUrl: string };
  /** Absolute URLs made per person; `open` and `hidden` only in an e-mail that is measured. */
  links: { unsubscribe: string; viewInBrowser: string; preferences: string; open?: string; hidden?: string };
  /** Where the links lead by position, tracked or straight; only in frozen content. */
  tracked?: string[];
}

/**
 * What a template becomes: `html` escapes what merge tags print, `text` prints it as it is, `header` prints it
 * on one line without control characters (RFC 5322 §2.2: a header ends at CRLF). Line ends come out as `\n`.
 */
export type RenderKind = 'html' | 'text' | 'header';

/**
 * How a piece of filled content is written, a whole text between two Liquid tags or a whole value. The encoded pieces
 * put together must mean what the pieces put together mean.
 */
export type PieceEncoding = (piece: string) => string;

export interface Renderer {
  render(data: MergeData): string;
}
