import type { CampaignOptions } from './campaigns';
import type { Instant, One, Page, PageQuery } from './common';

/** One thing wrong with content. `line` counts from 1 within the field. */
export interface ContentProblem {
  /** e.g. `mjml-invalid`, `mjml-unknown-tag`, `liquid-syntax`, `merge-tag-unknown`, `html-too-large`. */
  code: string;
  severity: 'error' | 'warning';
  field: 'mjml' | 'subject' | 'preheader';
  line: number | null;
  message: string;
  values?: Record<string, string | number>;
}

/** `POST /content/preview` — campaigns.read or templates.read; with `contactId` also contacts.read. */
export interface PreviewRequest {
  mjml: string;
  subject?: string;
  preheader?: string;
  /** Whose data fills the merge tags; without it, example data. */
  contactId?: number;
  /** Which parts the system adds; both without it. */
  options?: Pick<CampaignOptions, 'viewInBrowser' | 'unsubscribeLink'>;
}
export interface Preview {
  /** Empty where `problems` holds an error. */
  html: string;
  text: string;
  subject: string;
  preheader: string;
  /** UTF-8 bytes of `html`; Gmail clips above 102,400. */
  htmlBytes: number;
  problems: ContentProblem[];
}
export type PreviewResponse = One<Preview>;

/** `GET /content/merge-tags` — campaigns.read or templates.read */
export interface MergeTag {
  /** e.g. `contact.firstName` */
  path: string;
  example: string;
}
export type MergeTagsResponse = One<MergeTag[]>;

export interface Template {
  id: number;
  name: string;
  description: string | null;
  mjml: string;
  /** Key of a template shipped with the plugin, else null. A shipped one is copied, never changed. */
  shipped: string | null;
  createdAt: Instant;
  updatedAt: Instant;
}

/** `POST /templates` (201), `PUT /templates/:id` — templates.manage */
export interface TemplateInput {
  name: string;
  description?: string | null;
  mjml: string;
}
/** `GET /templates` — templates.read; rows carry `mjml` too. */
export type TemplatesQuery = PageQuery;
export type TemplatesResponse = Page<Template>;
/** `GET /templates/:id` — templates.read; `DELETE /templates/:id` — templates.manage; `POST /templates/:id/duplicate` (201) — templates.manage */
export type TemplateResponse = One<Template>;
