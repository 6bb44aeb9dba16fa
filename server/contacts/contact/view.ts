import type { Core } from '@strapi/strapi';

import type {
  Contact,
  ContactAttributes,
  ContactSubscription,
  Frequency,
  Language,
  SubscriptionStatus,
  TrackingChoice,
} from '../../../contracts';
import { consentOf } from '../../consent';
import { clock } from '../../lib/clock';
import { qualified, table, toDate, toInstant, toJson } from '../../lib/database';
import { notFound } from '../../lib/errors';
import { CONTACTS, LISTS, SUBSCRIPTIONS } from '../tables';

interface ContactRow {
  id: number;
  email: string;
  email_hash: string;
  first_name: string | null;
  last_name: string | null;
  language: Language;
  attributes: unknown;
  tracking: TrackingChoice | null;
  paused_until: unknown;
  created_at: unknown;
  updated_at: unknown;
}

/** Contacts as the panel sees them, in the order of `ids` (one batch at most): three queries, however many. */
export async function readContacts(strapi: Core.Strapi, ids: readonly number[]): Promise<Contact[]> {
  if (ids.length === 0) return [];
  const rows: ContactRow[] = await table(strapi, CONTACTS)
    .whereIn('id', ids)
    .select(
      'id',
      'email',
      'email_hash',
      'first_name',
      'last_name',
      'language',
      'attributes',
      'tracking',
      'paused_until',
      'created_at',
      'updated_at',
    );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const subscriptions = await subscriptionsByContact(strapi, ids);
  const suppressions = await consentOf(strapi).suppressionsOf(rows.map((row) => row.email_hash));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const suppression = suppressions.get(row.email_hash);
    return {
      id,
      email: row.email,
      firstName: row.first_name,
      lastName: row.last_name,
      language: row.language,
      attributes: toJson<ContactAttributes>(row.attributes) ?? {},
      tracking: row.tracking,
      subscriptions: subscriptions.get(id) ?? [],
      suppression: suppression
        ? {
            ...suppression,
            since: suppression.since.toISOString(),
            until: toInstant(suppression.until),
          }
        : null,
      pausedUntil: runningPause(row.paused_until),
      createdAt: toInstant(row.created_at) as string,
      updatedAt: toInstant(row.updated_at) as string,
    };
  });
}

/** The end of a pause; null where there is none or it is over. */
const runningPause = (until: unknown): string | null => {
  const end = toDate(until);
  return end && end > clock.now() ? end.toISOString() : null;
};

interface HeldRow {
  contact_id: number;
  list_id: number;
  name: string;
  status: SubscriptionStatus;
  confirmed_at: unknown;
  unsubscribed_at: unknown;
  frequency: Frequency | null;
}

async function subscriptionsByContact(
  strapi: Core.Strapi,
  contactIds: readonly number[],
): Promise<Map<number, ContactSubscription[]>> {
  const [subscriptions, lists] = [qualified(strapi, SUBSCRIPTIONS), qualified(strapi, LISTS)];
  const rows = await strapi.db
    .connection(`${subscriptions} as s`)
    .join(`${lists} as l`, 'l.id', 's.list_id')
    .whereIn('s.contact_id', contactIds)
    .orderBy(['l.name', 'l.id'])
    .select<HeldRow[]>(
      's.contact_id',
      's.list_id',
      'l.name',
      's.status',
      's.confirmed_at',
      's.unsubscribed_at',
      's.frequency',
    );
  const found = new Map<number, ContactSubscription[]>();
  for (const row of rows) {
    const held = found.get(row.contact_id) ?? [];
    held.push({
      listId: row.list_id,
      listName: row.name,
      status: row.status,
      confirmedAt: toInstant(row.confirmed_at),
      unsubscribedAt: toInstant(row.unsubscribed_at),
      frequency: row.frequency,
    });
    found.set(row.contact_id, held);
  }
  return found;
}

export const contactNotFound = () =>
  notFound('contact-not-found', 'Go back to the contacts: this one does not exist any more.');

/** @throws NotFoundError `contact-not-found` */
export async function readContact(strapi: Core.Strapi, id: number): Promise<Contact> {
  const [contact] = await readContacts(strapi, [id]);
  if (!contact) throw contactNotFound();
  return contact;
}
