import type { Core } from '@strapi/strapi';

import type {
  Frequency,
  Language,
  SubscriptionStatus,
  SuppressionReason,
  TrackingChoice,
} from '../../../contracts';
import { consentOf } from '../../consent';
import { clock } from '../../lib/clock';
import { qualified, table, toDate, type Transaction } from '../../lib/database';
import { CONTACTS, LISTS, SUBSCRIPTIONS } from '../tables';

/** A list as its preference page shows it to one person. */
export interface PreferenceList {
  id: number;
  name: string;
  description: string | null;
  /** Null: not on it, and never was. */
  status: SubscriptionStatus | null;
  /** Null: every e-mail. */
  frequency: Frequency | null;
  /** Also where the list offers it no more, but the person has chosen. */
  offersFrequency: boolean;
}

export interface Preferences {
  contactId: number;
  email: string;
  emailHash: string;
  firstName: string | null;
  lastName: string | null;
  language: Language;
  /** What the person said about measuring opens and clicks; null: nothing. */
  tracking: TrackingChoice | null;
  /** Null where there is no pause, or it is over. */
  pausedUntil: Date | null;
  /** Why the address is not written to, whatever the person chooses. */
  suppression: Exclude<SuppressionReason, 'soft_limit'> | null;
  /** Those the person is on or has asked for, and the public ones; by name. A blocked address may join none. */
  lists: PreferenceList[];
}

interface PersonRow {
  email: string;
  email_hash: string;
  first_name: string | null;
  last_name: string | null;
  language: Language;
  tracking: TrackingChoice | null;
  paused_until: unknown;
}

interface ListRow {
  id: number;
  name: string;
  description: string | null;
  visibility: 'public' | 'private';
  offers_frequency: boolean | number | null;
  status: SubscriptionStatus | null;
  frequency: Frequency | null;
}

/** @returns null where there is nobody of that id. */
export async function readPreferences(
  strapi: Core.Strapi,
  contactId: number,
  trx?: Transaction,
): Promise<Preferences | null> {
  const [person] = await table(strapi, CONTACTS, trx)
    .where({ id: contactId })
    .select<PersonRow[]>(
      'email',
      'email_hash',
      'first_name',
      'last_name',
      'language',
      'tracking',
      'paused_until',
    );
  if (!person) return null;
  const found =
    (await consentOf(strapi).suppressionsOf([person.email_hash], trx)).get(person.email_hash)?.reason ?? null;
  // Soft bounces pass: what is asked for today may arrive tomorrow.
  const suppression = found === 'soft_limit' ? null : found;
  const pausedUntil = toDate(person.paused_until);
  return {
    contactId,
    email: person.email,
    emailHash: person.email_hash,
    firstName: person.first_name,
    lastName: person.last_name,
    language: person.language,
    tracking: person.tracking,
    pausedUntil: pausedUntil && pausedUntil > clock.now() ? pausedUntil : null,
    suppression,
    lists: await listsOf(strapi, contactId, suppression === null, trx),
  };
}

async function listsOf(
  strapi: Core.Strapi,
  contactId: number,
  mayJoin: boolean,
  trx: Transaction | undefined,
): Promise<PreferenceList[]> {
  const query = strapi.db
    .connection(`${qualified(strapi, LISTS)} as l`)
    .leftJoin(`${qualified(strapi, SUBSCRIPTIONS)} as s`, (join) =>
      join.on('s.list_id', 'l.id').andOnVal('s.contact_id', contactId),
    )
    .orderBy(['l.name', 'l.id'])
    .select<ListRow[]>(
      'l.id',
      'l.name',
      'l.description',
      'l.visibility',
      'l.offers_frequency',
      's.status',
      's.frequency',
    );
  const rows = await (trx ? query.transacting(trx) : query);
  return rows
    .filter(
      ({ status, visibility }) =>
        status === 'confirmed' || (mayJoin && (status === 'pending' || visibility === 'public')),
    )
    .map(({ id, name, description, status, frequency, offers_frequency }) => ({
      id,
      name,
      description,
      status,
      frequency,
      offersFrequency: Boolean(offers_frequency) || frequency !== null,
    }));
}
