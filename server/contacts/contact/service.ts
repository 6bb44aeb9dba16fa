import type { Core } from '@strapi/strapi';

import type { ConsentChannel } from '../../consent';
import type { Transaction } from '../../lib/database';
import type { Person } from '../subscription/changes';
import { addressChanged, type AddressChangeProof, type AddressListener } from './address-change';
import { eraseContacts, type EraseListener } from './erase';

export type { AddressListener, NewAddress } from './address-change';
export type { EraseListener } from './erase';

export interface ContactService {
  onErase(listener: EraseListener): void;
  /**
   * Deletes the people, their subscriptions, and tells the listeners. Consent records keep the hash.
   * @param actorId the editor; null where the person did it.
   */
  erase(contactIds: readonly number[], actorId: number | null, channel?: ConsentChannel): Promise<number>;
  onAddressChange(listener: AddressListener): void;
  /** To be called by whoever wrote a contact whose address may be another one now. See `addressChanged`. */
  addressChanged(before: Person, proof: AddressChangeProof, trx: Transaction): Promise<void>;
}

export const createContactService = ({ strapi }: { strapi: Core.Strapi }): ContactService => {
  const eraseListeners: EraseListener[] = [];
  const addressListeners: AddressListener[] = [];
  return {
    onErase(listener) {
      eraseListeners.push(listener);
    },
    erase: (contactIds, actorId, channel = 'admin') =>
      eraseContacts(strapi, contactIds, { actorId, channel }, eraseListeners),
    onAddressChange(listener) {
      addressListeners.push(listener);
    },
    addressChanged: (before, proof, trx) => addressChanged(strapi, before, proof, addressListeners, trx),
  };
};
