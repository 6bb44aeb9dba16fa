import type { Core } from '@strapi/strapi';

import { isUniqueViolation, joinTransaction, table } from '../../lib/database';
import { CONTACT_UID } from '../contact/lifecycle';
import type { ContactService } from '../contact/service';
import { lockPeople } from '../subscription/changes';
import { CONTACTS } from '../tables';

/** How the person proved that the new mailbox is theirs. */
export interface AddressProof {
  notice: string;
  language: string;
  ip: string | null;
  userAgent: string | null;
}

/**
 * Gives a person another address, after they have proved from its mailbox that it is theirs.
 * @param person with the hash of the address that they change from.
 * @returns `taken` where a contact has the new one by now; `gone` where the person has another one by now, or is erased.
 */
export async function changeAddress(
  strapi: Core.Strapi,
  contacts: ContactService,
  person: { id: number; emailHash: string },
  email: string,
  proof: AddressProof,
): Promise<'changed' | 'taken' | 'gone'> {
  try {
    return await joinTransaction(strapi, undefined, async (trx) => {
      const [before] = await lockPeople(strapi, [person.id], trx);
      if (before?.emailHash !== person.emailHash) return 'gone';
      const other: unknown = await table(strapi, CONTACTS, trx).where({ email }).first('id');
      if (other) return 'taken';
      await strapi.db.query(CONTACT_UID).update({ where: { id: person.id }, data: { email } });
      await contacts.addressChanged(
        before,
        { ...proof, action: 'confirmed', channel: 'preferences-page' },
        trx,
      );
      return 'changed';
    });
  } catch (error) {
    // Somebody brought the address at this very moment.
    if (isUniqueViolation(error)) return 'taken';
    throw error;
  }
}
