import type { Instant, Language, One, Page, PageQuery } from './common';

/** RFC-free words of the house: a contact on a list is a subscription. */
export const SUBSCRIPTION_STATUSES = ['pending', 'confirmed', 'unsubscribed'] as const;
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number];

/** Why an address is never written to. */
export const SUPPRESSION_REASONS = ['hard_bounce', 'complaint', 'soft_limit', 'manual'] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

/** How often a person wants e-mails of a list that lets them choose: at most one in seven or in 28 days; null: every one. */
export const FREQUENCIES = ['weekly', 'monthly'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** Free fields of a contact; keys match `^[a-zA-Z][a-zA-Z0-9_]{0,39}$`, at most 50 of them. */
export type ContactAttributes = Record<string, string | number | boolean | null>;

/** What a person said about measuring their opens and clicks. */
export const TRACKING_CHOICES = ['allowed', 'refused'] as const;
export type TrackingChoice = (typeof TRACKING_CHOICES)[number];

export interface ContactSubscription {
  listId: number;
  listName: string;
  status: SubscriptionStatus;
  confirmedAt: Instant | null;
  unsubscribedAt: Instant | null;
  /** Null: every e-mail. */
  frequency: Frequency | null;
}

/** What keeps an address from being written to, and what proves it. */
export interface ContactSuppression {
  reason: SuppressionReason;
  since: Instant;
  /** When it gets one try again, by itself; null: never. */
  until: Instant | null;
  /** The server's words. */
  evidence: string | null;
  /** `GET /feedback/:id` tells all of it. */
  feedbackId: number | null;
  campaignId: number | null;
}

export interface Contact {
  id: number;
  email: string;
  firstName: string | null;
  lastName: string | null;
  language: Language;
  attributes: ContactAttributes;
  /** Null: never said; what then holds is the option `tracking.consent`. Only the person changes it. */
  tracking: TrackingChoice | null;
  subscriptions: ContactSubscription[];
  suppression: ContactSuppression | null;
  /** Until then the person gets no campaign, by their own wish; null where they do not pause (any more). */
  pausedUntil: Instant | null;
  createdAt: Instant;
  updatedAt: Instant;
}

export interface ContactInput {
  email: string;
  firstName?: string | null;
  lastName?: string | null;
  language?: Language;
  attributes?: ContactAttributes;
}

/** `GET /contacts` — contacts.read */
export interface ContactsQuery extends PageQuery {
  listId?: number;
  status?: SubscriptionStatus;
  language?: Language;
  suppressed?: boolean;
}
export type ContactsResponse = Page<Contact>;

/** `GET /contacts/:id` — contacts.read; `POST /contacts` (201) and `PUT /contacts/:id` — contacts.manage */
export type ContactResponse = One<Contact>;

/**
 * `POST /contacts` — contacts.manage. `listIds` makes confirmed subscriptions; `consentNote` (required with
 * `listIds`) says how the person agreed and is kept in the consent record.
 */
export interface CreateContactRequest extends ContactInput {
  listIds?: number[];
  consentNote?: string;
}

/** `POST /contacts/:id/subscriptions` — contacts.manage. Answers the contact. */
export interface SubscribeContactRequest {
  listId: number;
  consentNote: string;
}
/** `DELETE /contacts/:id/subscriptions/:listId` — contacts.manage: unsubscribes. Answers the contact. */

/**
 * `PUT /contacts/:id/suppression` — contacts.manage: suppresses by hand, or lifts. Answers the contact. A suppression that
 * a bounce made is lifted with a note only (`suppression-note-missing`), one after a complaint never: only the person
 * can ask for e-mails again (`suppression-complaint`). Each leaves a record.
 */
export interface SuppressContactRequest {
  suppressed: boolean;
  /** Why it is lifted, at most 500 characters. */
  note?: string;
}

/** `DELETE /contacts/:id/pause` — contacts.manage: ends the pause that the person began. Answers the contact. */

/** `POST /contacts/bulk` — contacts.manage. At most 1,000 ids. */
export interface BulkContactsRequest {
  ids: number[];
  action: 'delete' | 'subscribe' | 'unsubscribe';
  /** For subscribe and unsubscribe. */
  listId?: number;
  /** For subscribe. */
  consentNote?: string;
}
export type BulkContactsResponse = One<{ changed: number }>;

/** `GET /contacts/export?{ContactsQuery}&separator=;|,` — contacts.export. CSV, UTF-8 with BOM. */
/** `DELETE /contacts/:id` — contacts.manage: erases the person; the ledger keeps figures without the address. */

/** `GET /contacts/attributes` — contacts.read: the keys in use, for forms and merge tags. */
export type ContactAttributesResponse = One<string[]>;
