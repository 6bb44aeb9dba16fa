import type { Core } from '@strapi/strapi';

import type { Contact } from '../../../contracts';
import { consentOf } from '../../consent';
import { clock } from '../../lib/clock';
import { joinTransaction, table } from '../../lib/database';
import type { ContactService } from '../contact/service';
import { readContact } from '../contact/view';
import { lockPeople } from '../subscription/changes';
import type { SubscriptionService } from '../subscription/service';
import { CONTACTS } from '../tables';
import { changeAddress, type AddressProof } from './address';
import { readPreferences, type Preferences } from './read';
import { savePreferences, type PreferenceChange, type PreferenceProof, type Saved } from './save';

export interface PreferenceService {
  /** Null where there is nobody of that id. */
  read(contactId: number): Promise<Preferences | null>;
  /** All that this room keeps of the person. @throws NotFoundError `contact-not-found` */
  contact(contactId: number): Promise<Contact>;
  /** See `savePreferences`. */
  save(contactId: number, change: PreferenceChange, proof: PreferenceProof): Promise<Saved | null>;
  /** No campaign before `until`; null ends the pause. In force at once. */
  pause(contactId: number, until: Date | null): Promise<void>;
  /**
   * Who complained wants e-mails again, by their own word from their own mailbox: the suppression ends, with a record. They
   * are on no list until they choose one.
   * @param words of the button that they pressed.
   */
  takeBackComplaint(contactId: number, words: string): Promise<void>;
  /** See `changeAddress`. */
  changeAddress(
    person: { id: number; emailHash: string },
    email: string,
    proof: AddressProof,
  ): Promise<'changed' | 'taken' | 'gone'>;
}

interface Doors {
  contacts: (strapi: Core.Strapi) => ContactService;
  subscriptions: (strapi: Core.Strapi) => SubscriptionService;
}

export const preferenceService =
  (doors: Doors) =>
  ({ strapi }: { strapi: Core.Strapi }): PreferenceService => ({
    read: (contactId) => readPreferences(strapi, contactId),
    contact: (contactId) => readContact(strapi, contactId),
    save: (contactId, change, proof) =>
      savePreferences(strapi, doors.subscriptions(strapi), contactId, change, proof),
    async pause(contactId, until) {
      await joinTransaction(strapi, undefined, (trx) =>
        table(strapi, CONTACTS, trx)
          .where({ id: contactId })
          .update({ paused_until: until, updated_at: clock.now() }),
      );
    },
    takeBackComplaint: (contactId, words) =>
      joinTransaction(strapi, undefined, async (trx) => {
        const people = await lockPeople(strapi, [contactId], trx);
        const hashes = people.map(({ emailHash }) => emailHash);
        await consentOf(strapi).lift(hashes, ['complaint'], { rule: 'opt-in', note: words }, trx);
      }),
    changeAddress: (person, email, proof) =>
      changeAddress(strapi, doors.contacts(strapi), person, email, proof),
  });
