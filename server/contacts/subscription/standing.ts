import type { Core } from '@strapi/strapi';

import type { Language, SubscriptionStatus, TrackingChoice } from '../../../contracts';
import { consentOf, type ConsentChannel } from '../../consent';
import { joinTransaction, qualified, table } from '../../lib/database';
import { CONTACTS, LISTS, SUBSCRIPTIONS } from '../tables';
import { lockPeople, settle } from './changes';
import { doubtfulSince } from './doubt';

/** A list as visitors see it. */
export interface PublicList {
  id: number;
  slug: string;
  name: string;
  description: string | null;
}

/** Where a person stands, for the pages that a link in an e-mail opens. */
export interface Standing {
  language: Language;
  /** Keyed hash of the address. */
  emailHash: string;
  /** What the person said about measuring opens and clicks; null: nothing. */
  tracking: TrackingChoice | null;
  /** Since when e-mails come back from the address, which a confirmation from its mailbox mends; null: they do not. */
  doubtfulSince: Date | null;
  subscriptions: { listId: number; listName: string; status: SubscriptionStatus }[];
}

export const publicLists = async (strapi: Core.Strapi): Promise<PublicList[]> =>
  table(strapi, LISTS)
    .where({ visibility: 'public' })
    .orderBy(['name', 'id'])
    .select('id', 'slug', 'name', 'description');

/** @returns null where there is nobody of that id (any more). */
export async function standing(strapi: Core.Strapi, contactId: number): Promise<Standing | null> {
  const [person] = await table(strapi, CONTACTS)
    .where({ id: contactId })
    .select<{ language: Language; email_hash: string; tracking: TrackingChoice | null }[]>(
      'language',
      'email_hash',
      'tracking',
    );
  if (!person) return null;
  const subscriptions = await strapi.db
    .connection(`${qualified(strapi, SUBSCRIPTIONS)} as s`)
    .join(`${qualified(strapi, LISTS)} as l`, 'l.id', 's.list_id')
    .where('s.contact_id', contactId)
    .orderBy(['l.name', 'l.id'])
    .select<Standing['subscriptions']>('s.list_id as listId', 'l.name as listName', 's.status');
  return {
    language: person.language,
    emailHash: person.email_hash,
    tracking: person.tracking,
    doubtfulSince: await doubtfulSince(strapi, person.email_hash),
    subscriptions,
  };
}

export interface RejoinProof {
  notice: string;
  ip: string | null;
  userAgent: string | null;
  /** The page that the button stands on; the unsubscribe page unless said. */
  channel?: ConsentChannel;
}

/**
 * Takes back a leaving: confirms again those of `listIds` that the person left no later than `leftBy`. Who left
 * again since then stays away.
 * @returns how many subscriptions are confirmed again.
 */
export const rejoin = (
  strapi: Core.Strapi,
  contactId: number,
  listIds: readonly number[],
  leftBy: Date,
  { channel = 'unsubscribe-page', ...proof }: RejoinProof,
): Promise<number> =>
  joinTransaction(strapi, undefined, async (trx) => {
    const [person] = await lockPeople(strapi, [contactId], trx);
    if (!person) return 0;
    const left = (await table(strapi, SUBSCRIPTIONS, trx)
      .where({ contact_id: contactId, status: 'unsubscribed' })
      .whereIn('list_id', [...listIds])
      .where('unsubscribed_at', '<=', leftBy)
      .pluck('list_id')) as number[];
    const changes = await settle(strapi, [contactId], left, 'confirmed', ['unsubscribed'], trx);
    await consentOf(strapi).record(
      changes.map(({ listId }) => ({
        ...proof,
        addressHash: person.emailHash,
        contactId,
        listId,
        action: 'confirmed' as const,
        channel,
      })),
      trx,
    );
    return changes.length;
  });
