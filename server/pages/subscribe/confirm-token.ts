import type { Core } from '@strapi/strapi';

import { tokensOf } from '../../config';
import { clock } from '../../lib/clock';

/** As much of the keyed hash of an address as ties a link to it. */
const HASH_LENGTH = 16;

export interface ConfirmClaim {
  contactId: number;
  issuedAt: Date;
  listIds: number[];
  /** Whether this is the hash of the address that the link was sent to: a link dies when the address changes. */
  isFor(addressHash: string): boolean;
}

export const signConfirm = (
  strapi: Core.Strapi,
  claim: { contactId: number; listIds: readonly number[]; addressHash: string },
): string =>
  tokensOf(strapi).sign(
    'confirm',
    claim.contactId,
    Math.floor(clock.now().getTime() / 1000),
    claim.listIds.join('-'),
    claim.addressHash.slice(0, HASH_LENGTH),
  );

export function readConfirm(strapi: Core.Strapi, token: string): ConfirmClaim | null {
  const parts = tokensOf(strapi).verify('confirm', token);
  if (parts?.length !== 4) return null;
  const [contactId, issuedAt, listIds, hash] = parts as [string, string, string, string];
  return {
    contactId: Number(contactId),
    issuedAt: new Date(Number(issuedAt) * 1000),
    listIds: listIds.split('-').map(Number),
    isFor: (addressHash) => addressHash.slice(0, HASH_LENGTH) === hash,
  };
}
