import type { Core } from '@strapi/strapi';

import type { Contact, ContactInput, CreateContactRequest } from '../../../contracts';
import { isUniqueViolation, joinTransaction } from '../../lib/database';
import { requireLists } from '../list/names';
import { lockPeople } from '../subscription/changes';
import type { SubscriptionService } from '../subscription/service';
import { CONTACT_UID, emailTaken } from './lifecycle';
import type { ContactService } from './service';
import { contactNotFound, readContact } from './view';

/** Another request may bring the same address between the hook's question and the insert. */
const orTaken = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    throw isUniqueViolation(error) ? emailTaken() : error;
  }
};

/**
 * @throws ValidationError `email-invalid`, `email-taken`
 * @throws NotFoundError `list-not-found`
 */
export async function createContact(
  strapi: Core.Strapi,
  subscriptions: SubscriptionService,
  { listIds = [], consentNote = '', ...input }: CreateContactRequest,
  actorId: number,
): Promise<Contact> {
  const id = await orTaken(
    joinTransaction(strapi, undefined, async (trx) => {
      const contact = (await strapi.db.query(CONTACT_UID).create({ data: { attributes: {}, ...input } })) as {
        id: number;
      };
      if (listIds.length > 0) {
        await requireLists(strapi, listIds, trx);
        await subscriptions.add([contact.id], listIds, consentNote, actorId, trx);
      }
      return contact.id;
    }),
  );
  return readContact(strapi, id);
}

/** @throws ValidationError `email-invalid`, `email-taken`; NotFoundError `contact-not-found` */
export async function updateContact(
  strapi: Core.Strapi,
  contacts: ContactService,
  id: number,
  input: ContactInput,
  actorId: number,
): Promise<Contact> {
  await orTaken(
    joinTransaction(strapi, undefined, async (trx) => {
      const [before] = await lockPeople(strapi, [id], trx);
      if (!before) throw contactNotFound();
      await strapi.db.query(CONTACT_UID).update({ where: { id }, data: { ...input } });
      await contacts.addressChanged(
        before,
        {
          action: 'added',
          channel: 'admin',
          notice: 'An editor changed the address of this contact.',
          actorId,
        },
        trx,
      );
    }),
  );
  return readContact(strapi, id);
}
