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
  /** Absolute URLs made per person. */
  links: { unsubscribe: string; viewInBrowser: string };
  /** Tracked URLs by link position; only in frozen content. */
  tracked?: string[];
}

/**
 * What a template becomes: `html` escapes what merge tags print, `text` prints it as it is, `header` prints it
 * on one line without control characters (RFC 5322 §2.2: a header ends at CRLF).
 */
export type RenderKind = 'html' | 'text' | 'header';

export interface Renderer {
  render(data: MergeData): string;
}
