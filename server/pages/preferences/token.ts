import type { Core } from '@strapi/strapi';

import { publicBaseUrl, tokensOf } from '../../config';
import { preferencesLink } from '../../delivery';
import { addressMark } from '../../lib/tokens';

export interface PreferencesClaim {
  /** 0 in a test e-mail. */
  contactId: number;
  /** Row of the ledger whose e-mail carried the link; 0 for an e-mail outside a campaign. */
  deliveryId: number;
  /** Whether this is the hash of the address that the link was sent to: a link dies when the address changes. */
  isFor(addressHash: string): boolean;
}

/** The link to a person's preference page, for e-mails outside a campaign. It never expires. */
export const preferencesUrl = (
  strapi: Core.Strapi,
  contact: { id: number; /** Keyed hash of the address. */ emailHash: string },
): string =>
  preferencesLink(
    { baseUrl: publicBaseUrl(strapi), tokens: tokensOf(strapi) },
    { contactId: contact.id, addressHash: contact.emailHash },
  );

/** @returns null for everything that was not signed here: no reason is given. */
export function readPreferencesToken(strapi: Core.Strapi, token: string): PreferencesClaim | null {
  const parts = tokensOf(strapi).verify('preferences', token);
  if (parts?.length !== 3) return null;
  const [contactId, mark, deliveryId] = parts as [string, string, string];
  return {
    contactId: Number(contactId),
    deliveryId: Number(deliveryId),
    isFor: (addressHash) => addressMark(addressHash) === mark,
  };
}
