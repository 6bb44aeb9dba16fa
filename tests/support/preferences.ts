import { consentOf } from '../../server/consent';
import { preferencesOf } from '../../server/contacts';
import { preferencesUrl } from '../../server/pages/preferences/token';
import type { AdminClient, TestApp } from './app';
import { addContacts } from './institution';
import { makeDelivery, PUBLIC, tokens } from './recipient';

export const CAMPAIGN = 7;

/** Somebody confirmed on a list, with an e-mail of a campaign that came through it. */
export interface Reader {
  contactId: number;
  deliveryId: number;
  email: string;
  /** Path of the preference page as the e-mail links it. */
  url: string;
  unsubscribeUrl: string;
}

/** What the tests of the preference page do again and again. */
export function preferenceTools(app: () => TestApp, admin: () => AdminClient, listId: () => number) {
  let people = 0;

  const urlOf = (contactId: number, email: string, deliveryId: number): string => {
    const mark = consentOf(app().strapi).addressHash(email).slice(0, 16);
    return `${PUBLIC}/preferences/${tokens.sign('preferences', contactId, mark, deliveryId)}`;
  };

  return {
    urlOf,
    async reader(): Promise<Reader> {
      people += 1;
      const email = `lectora${people}@personas.example`;
      const [contactId = 0] = await addContacts(admin(), listId(), [email]);
      const deliveryId = await makeDelivery(app().strapi, {
        campaignId: CAMPAIGN,
        contactId,
        listId: listId(),
        email,
      });
      return {
        contactId,
        deliveryId,
        email,
        url: urlOf(contactId, email, deliveryId),
        unsubscribeUrl: `${PUBLIC}/unsubscribe/${tokens.sign('unsubscribe', deliveryId)}`,
      };
    },
    post: (url: string, fields: object) => app().visitor.post(url).type('form').send(fields),
    preferences: async ({ contactId }: Pick<Reader, 'contactId'>) =>
      preferencesOf(app().strapi).read(contactId),
    /** The records of one address, oldest first. */
    consents: (email: string): Promise<any[]> =>
      app()
        .strapi.db.query('plugin::mail-campaigns.consent-record')
        .findMany({
          where: { addressHash: consentOf(app().strapi).addressHash(email) },
          orderBy: { id: 'asc' },
        }),
    /** As a mail outside a campaign links it. */
    urlOutside: (contactId: number, email: string) =>
      new URL(
        preferencesUrl(app().strapi, {
          id: contactId,
          emailHash: consentOf(app().strapi).addressHash(email),
        }),
      ).pathname,
  };
}
