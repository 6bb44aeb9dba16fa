import type { Core } from '@strapi/strapi';

import type { Frequency, Language, TrackingChoice } from '../../../contracts';
import { consentOf } from '../../consent';
import { clock } from '../../lib/clock';
import { joinTransaction, table, type Transaction } from '../../lib/database';
import { CONTACT_UID } from '../contact/lifecycle';
import { lockPeople, settle } from '../subscription/changes';
import type { SubscriptionService } from '../subscription/service';
import { SUBSCRIPTIONS } from '../tables';
import { readPreferences } from './read';

export interface PreferenceChange {
  firstName: string | null;
  lastName: string | null;
  language: Language;
  /** The lists that stood on the page. One that came since was not seen, so nothing is concluded about it. */
  shown: readonly number[];
  /** Those of them that the person wants. */
  wanted: readonly number[];
  /** Those of them that the page showed as chosen: only what differs from it was decided. Null: nobody knows. */
  ticked: readonly number[] | null;
  /** By list, where the page offered the choice; null: every e-mail. */
  frequencies: ReadonlyMap<number, Frequency | null>;
  /** Null: nothing new. */
  tracking: TrackingChoice | null;
}

export interface PreferenceProof {
  /** The text that stood beside the button. */
  notice: string;
  /** What stood beside the choice about measuring. */
  trackingNotice: string;
  /** In which that text was read. */
  language: Language;
  ip: string | null;
  userAgent: string | null;
  /** Of the e-mail whose link was followed. */
  campaignId: number | null;
}

/** Ids of the lists that the change joined and left. */
export interface Saved {
  joined: number[];
  left: number[];
}

/**
 * Saves what the person chose, in force at once. A list that they may not join is passed over; what they ask for is
 * confirmed, since the link came to their mailbox.
 * @returns null where there is nobody of that id.
 */
export const savePreferences = (
  strapi: Core.Strapi,
  subscriptions: SubscriptionService,
  contactId: number,
  change: PreferenceChange,
  proof: PreferenceProof,
): Promise<Saved | null> =>
  joinTransaction(strapi, undefined, async (trx) => {
    const [person] = await lockPeople(strapi, [contactId], trx);
    const now = person && (await readPreferences(strapi, contactId, trx));
    if (!now) return null;
    const { firstName, lastName, language, tracking } = change;
    await strapi.db
      .query(CONTACT_UID)
      .update({ where: { id: contactId }, data: { firstName, lastName, language } });

    const { notice, trackingNotice, ...where } = proof;
    const entry = { ...where, channel: 'preferences-page' as const };
    const shown = now.lists.filter(({ id }) => change.shown.includes(id));
    const wanted = (id: number) => change.wanted.includes(id);
    const decided = shown.filter(({ id }) => change.ticked?.includes(id) !== wanted(id));
    const left = decided
      .filter(({ id, status }) => status === 'confirmed' && !wanted(id))
      .map(({ id }) => id);
    for (const listId of left) await subscriptions.unsubscribe([contactId], listId, entry, trx);
    const asked = decided
      .filter(({ id, status }) => status !== 'confirmed' && wanted(id))
      .map(({ id }) => id);
    const joined = await settle(
      strapi,
      [contactId],
      asked,
      'confirmed',
      [null, 'pending', 'unsubscribed'],
      trx,
    );
    await consentOf(strapi).record(
      joined.map(({ listId }) => ({
        ...entry,
        notice,
        addressHash: person.emailHash,
        contactId,
        listId,
        action: 'confirmed' as const,
      })),
      trx,
    );
    for (const { id, frequency, offersFrequency } of shown) {
      const chosen = change.frequencies.get(id);
      if (offersFrequency && wanted(id) && chosen !== undefined && chosen !== frequency)
        await setFrequency(strapi, contactId, id, chosen, trx);
    }
    if (tracking) {
      await subscriptions.setTracking(contactId, tracking, { ...entry, notice: trackingNotice }, trx);
    }
    return { joined: asked, left };
  });

const setFrequency = async (
  strapi: Core.Strapi,
  contactId: number,
  listId: number,
  frequency: Frequency | null,
  trx: Transaction,
): Promise<void> => {
  await table(strapi, SUBSCRIPTIONS, trx)
    .where({ contact_id: contactId, list_id: listId })
    .update({ frequency, updated_at: clock.now() });
};
