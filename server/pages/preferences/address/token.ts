import type { Core } from '@strapi/strapi';

import { tokensOf } from '../../../config';
import { addressMark } from '../../../lib/tokens';

export interface AddressClaim {
  /** Row of `address-change`. */
  id: number;
  /** Whether this is the hash of the address that the link was sent to. */
  isFor(addressHash: string): boolean;
}

export const signAddress = (strapi: Core.Strapi, id: number, addressHash: string): string =>
  tokensOf(strapi).sign('address', id, addressMark(addressHash));

/** @returns null for everything that was not signed here. */
export function readAddress(strapi: Core.Strapi, token: string): AddressClaim | null {
  const parts = tokensOf(strapi).verify('address', token);
  if (parts?.length !== 2) return null;
  const [id, mark] = parts as [string, string];
  return { id: Number(id), isFor: (addressHash) => addressMark(addressHash) === mark };
}
