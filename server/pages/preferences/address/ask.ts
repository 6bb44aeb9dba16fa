import type { Core } from '@strapi/strapi';

import type { Language } from '../../../../contracts';
import { configOf, institutionOf, publicBaseUrl } from '../../../config';
import { consentOf } from '../../../consent';
import type { Preferences } from '../../../contacts';
import { sendLetter } from '../../send-letter';
import { inTurn, takeTurn } from '../../subscribe/once-a-day';
import { confirmAddressMail } from './mails';
import { keepChange } from './pending';
import { signAddress } from './token';

/**
 * Sends the e-mail that confirms a new address, at most one a day. Where the address belongs to a contact already or
 * is blocked nothing is sent, and nobody learns of it: neither whoever asked nor the owner of that mailbox.
 * @param address normalised.
 */
export async function askForAddress(
  strapi: Core.Strapi,
  { contactId, emailHash: fromHash }: Preferences,
  address: string,
  language: Language,
): Promise<void> {
  const addressHash = consentOf(strapi).addressHash(address);
  const suppression = (await consentOf(strapi).suppressionsOf([addressHash])).get(addressHash);
  const owner: unknown = await strapi.db
    .query('plugin::mail-campaigns.contact')
    .findOne({ where: { email: address }, select: ['id'] });
  if (owner || (suppression && suppression.reason !== 'soft_limit')) return;
  if (!(await takeTurn(strapi, addressHash))) return;
  await inTurn(strapi, addressHash, 'an e-mail to confirm an address', async () => {
    const id = await keepChange(strapi, { contactId, address, addressHash, fromHash });
    const mail = confirmAddressMail(
      { institution: await institutionOf(strapi), language },
      `${publicBaseUrl(strapi)}/address/${signAddress(strapi, id, addressHash)}`,
      configOf(strapi).subscribe.confirmHours,
    );
    await sendLetter(strapi, address, mail);
  });
}
