import type { Language, One } from './common';
import type { ContentProblem } from './content';

/**
 * The sentences of the public pages that an institution may put in its own words, by the page that says them. What a
 * button or a consent says is not among them: it is kept as proof, and the way out must be found by everybody.
 */
export const PAGE_TEXTS = {
  unsubscribe: ['unsubscribe.title', 'unsubscribe.lead', 'unsubscribe.keep'],
  left: [
    'left.title',
    'left.list',
    'left.all',
    'left.others',
    'left.running',
    'why.title',
    'why.legend',
    'thanks.title',
    'thanks.lead',
    'undone.title',
    'undone.lead',
  ],
  preferences: ['preferences.title', 'preferences.lead', 'wasErased.title', 'wasErased.lead'],
  subscribe: ['subscribe.title', 'subscribe.lead', 'received.title', 'received.lead', 'received.hint'],
  confirm: [
    'confirm.title',
    'confirm.lead',
    'confirm.notYou',
    'confirmed.title',
    'confirmed.lead',
    'confirmed.hint',
    'expired.title',
    'expired.lead',
  ],
} as const;

export type PageTextGroup = keyof typeof PAGE_TEXTS;
export type PageText = (typeof PAGE_TEXTS)[PageTextGroup][number];
export const ALL_PAGE_TEXTS: readonly PageText[] = Object.values(PAGE_TEXTS).flat();

/** Characters that a text may have: headings, everything else. */
export const TITLE_LENGTH = 120;
export const SENTENCE_LENGTH = 600;
export const lengthOf = (text: PageText): number =>
  text.endsWith('.title') || text.endsWith('.legend') ? TITLE_LENGTH : SENTENCE_LENGTH;

/** Bytes of a logo. */
export const LOGO_BYTES = 200 * 1024;
export const LOGO_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/svg+xml'] as const;
export type LogoType = (typeof LOGO_TYPES)[number];

/** Characters of a layout. */
export const LAYOUT_LENGTH = 50_000;

/** What a layout of one's own is filled with; without the required ones it is refused. */
export const LAYOUT_TAGS = {
  /** The page itself: heading, words, forms. */
  content: { required: true },
  'institution.name': { required: true },
  'institution.address': { required: true },
  /** The link to the page in the other language; nothing where a form has just been sent. */
  languages: { required: true },
  /** The picture; nothing without one. */
  logo: { required: false },
  'institution.website': { required: false },
  /** Its host alone. */
  'institution.host': { required: false },
  /** The line at the foot. */
  footnote: { required: false },
  /** The link to the archive, on pages that have one. */
  archive: { required: false },
  title: { required: false },
  /** `es` or `en`. */
  language: { required: false },
} as const satisfies Record<string, { required: boolean }>;
export type LayoutTag = keyof typeof LAYOUT_TAGS;

/** `layout` stands around all public pages, `unsubscribe` around those of leaving instead. */
export const LAYOUTS = ['layout', 'unsubscribe'] as const;
export type LayoutName = (typeof LAYOUTS)[number];

/** How the public pages look and what they say. */
export interface PublicPages {
  /** `#rrggbb` of buttons, links and marks. The institution's own: reports and e-mails of the system use it, too. */
  color: string;
  /** `#rrggbb` around the sheet, where the reader's device is not set to dark; null: a light grey. */
  background: string | null;
  /** `data:<LogoType>;base64,…`, LOGO_BYTES at most; null: none. Served from this server. */
  logo: string | null;
  /** A line at the foot of every page. Empty: none. */
  footnote: Record<Language, string>;
  /** The institution's own words; those that are missing are the plugin's. `{name}` as in the plugin's words. */
  texts: Record<Language, Partial<Record<PageText, string>>>;
  /** HTML with Liquid. Empty: the plugin's layout; for `unsubscribe`, the one of all pages. */
  layouts: Record<LayoutName, string>;
}

/**
 * `GET /public-pages` — settings.read; `PUT /public-pages` (body: PublicPages) — settings.manage. A layout with faults is
 * refused (`layout-broken`), with its problems.
 */
export interface PublicPagesState {
  pages: PublicPages;
  /** What the plugin says where the institution says nothing. */
  shipped: Record<Language, Record<PageText, string>>;
  /** The plugin's layout as one may begin with it. */
  shippedLayout: string;
}
export type PublicPagesResponse = One<PublicPagesState>;

/** The pages that can be looked at with example data. */
export const PREVIEW_PAGES = ['unsubscribe', 'left', 'preferences', 'subscribe', 'confirm'] as const;
export type PreviewPage = (typeof PREVIEW_PAGES)[number];

/** `POST /public-pages/preview` — settings.read. Of what is not saved yet. */
export interface PublicPagesPreviewRequest {
  pages: PublicPages;
  page: PreviewPage;
  language: Language;
}
export interface PublicPagesPreview {
  /** Empty where the layout of the page has faults. */
  html: string;
  problems: Record<LayoutName, ContentProblem[]>;
}
export type PublicPagesPreviewResponse = One<PublicPagesPreview>;
