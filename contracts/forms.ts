import type { Instant, Language, One, Page, PageQuery } from './common';

/** Words of a form in one language. An empty one stands for the words that come with the plugin. */
export interface FormTexts {
  title: string;
  lead: string;
  button: string;
  /** What the person agrees to by pressing the button; kept word for word in the consent record. */
  consent: string;
  /** What the data are used for (Ley 1581, art. 4 and 12). Shown and kept with the consent. */
  purposes: string;
  thanksTitle: string;
  thanksLead: string;
  welcomeSubject: string;
  welcomeBody: string;
}
export const FORM_TEXTS = [
  'title',
  'lead',
  'button',
  'consent',
  'purposes',
  'thanksTitle',
  'thanksLead',
  'welcomeSubject',
  'welcomeBody',
] as const satisfies (keyof FormTexts)[];

export const FIELD_USES = ['off', 'optional', 'required'] as const;
export type FieldUse = (typeof FIELD_USES)[number];

/** A field beside the address. */
export interface FormField {
  /** `firstName`, `lastName`, or the key of a contact attribute. */
  key: string;
  use: FieldUse;
  /** Empty: the words of the plugin; the key itself for an attribute. */
  labels: Record<Language, string>;
}

export interface FormDefinition {
  /** `auto`: the visitor's own. */
  language: Language | 'auto';
  /** Null: every public list, also those made later. */
  lists: { listId: number; preselected: boolean }[] | null;
  fields: FormField[];
  texts: Record<Language, FormTexts>;
  /** `https://…` of the data policy, linked beside the consent and kept with it. */
  policyUrl: string | null;
  style: {
    /** `#rrggbb`; null: the institution's. */
    color: string | null;
    corners: 'round' | 'square';
    /** Without descriptions of lists and, where only one is offered, without the choice. */
    compact: boolean;
  };
  /** An e-mail after the confirmation. */
  welcome: boolean;
  /** `https://…` that people land on after they confirmed; null: a page of thanks. */
  redirectUrl: string | null;
  /** `https://site.example` of the sites whose scripts may use the form, besides those of the configuration. */
  origins: string[];
  /** Whether visitors solve the challenge of the configuration. */
  challenge: boolean;
}

export interface Form {
  id: number;
  name: string;
  /** Part of its address; made from the name at creation, never changes. */
  slug: string;
  /** The form of `/subscribe`. It always exists. */
  isDefault: boolean;
  definition: FormDefinition;
  /** Subscriptions asked for and confirmed through it, by the consent records. */
  counts: { requested: number; confirmed: number };
  createdAt: Instant;
  updatedAt: Instant;
}

/**
 * `POST /forms` (201), `PUT /forms/:id` — forms.manage. Refused: private lists (`form-list-private`), lists that are
 * gone (`list-not-found`), attributes that no contact has (`form-attribute-unknown`).
 */
export interface FormInput {
  name: string;
  definition: FormDefinition;
}

/** `GET /forms` — forms.read */
export type FormsQuery = PageQuery;
export type FormsResponse = Page<Form>;
/**
 * `GET /forms/:id` — forms.read; `POST /forms/:id/duplicate` (201) and `DELETE /forms/:id` — forms.manage. The
 * default form cannot be deleted (`form-default`).
 */
export type FormResponse = One<Form>;

/** `POST /forms/preview` — forms.read. The page as visitors would see it. */
export interface FormPreviewRequest {
  definition: FormDefinition;
  language: Language;
}
export type FormPreviewResponse = One<{ html: string }>;

/** `GET /forms/:id/snippets?language=` — forms.read. What a site builder copies. */
export interface FormSnippets {
  /** Address of the page. */
  link: string;
  /** A plain form that works without script. */
  html: string;
  /** The tag that makes the form above answer in place. */
  script: string;
  /** The endpoint, told with curl. */
  json: string;
}
export type FormSnippetsResponse = One<FormSnippets>;

/** What a new form starts with. */
export function emptyDefinition(): FormDefinition {
  const texts = (): FormTexts => ({
    title: '',
    lead: '',
    button: '',
    consent: '',
    purposes: '',
    thanksTitle: '',
    thanksLead: '',
    welcomeSubject: '',
    welcomeBody: '',
  });
  return {
    language: 'auto',
    lists: null,
    fields: [
      { key: 'firstName', use: 'optional', labels: { es: '', en: '' } },
      { key: 'lastName', use: 'optional', labels: { es: '', en: '' } },
    ],
    texts: { es: texts(), en: texts() },
    policyUrl: null,
    style: { color: null, corners: 'round', compact: false },
    welcome: false,
    redirectUrl: null,
    origins: [],
    challenge: false,
  };
}
