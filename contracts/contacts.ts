import type { Instant, Language, One, Page, PageQuery } from './common';

/** RFC-free words of the house: a contact on a list is a subscription. */
export const SUBSCRIPTION_STATUSES = ['pending', 'confirmed', 'unsubscribed'] as const;
export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number];

/** Why an address is never written to. */
export const SUPPRESSION_REASONS = ['hard_bounce', 'complaint', 'soft_limit', 'manual'] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

/** Free fields of a contact; keys match `^[a-zA-Z][a-zA-Z0-9_]{0,39}$`, at most 50 of them. */
export type ContactAttributes = Record<string, string | number | boolean | null>;

export interface ContactSubscription {
  listId: number;
  listName: string;
  status: SubscriptionStatus;
  confirmedAt: Instant | null;
  unsubscribedAt: Instant | null;
}

export interface Contact {
  id: number;
  email: string;
  firstName: string | null;
  lastName: string | null;
  language: Language;
  attributes: ContactAttributes;
  subscriptions: ContactSubscription[];
  suppression: { reason: SuppressionReason; since: Instant } | null;
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

/** `PUT /contacts/:id/suppression` `{suppressed}` — contacts.manage: sets or lifts a manual suppression. */
export interface SuppressContactRequest {
  suppressed: boolean;
}

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
