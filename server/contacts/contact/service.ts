import type { Core } from '@strapi/strapi';

import { eraseContacts, type EraseListener } from './erase';

export type { EraseListener } from './erase';

export interface ContactService {
  onErase(listener: EraseListener): void;
  /** Deletes the people, their subscriptions, and tells the listeners. Consent records keep the hash. */
  erase(contactIds: readonly number[], actorId: number | null): Promise<number>;
}

export const createContactService = ({ strapi }: { strapi: Core.Strapi }): ContactService => {
  const listeners: EraseListener[] = [];
  return {
    onErase(listener) {
      listeners.push(listener);
    },
    erase: (contactIds, actorId) => eraseContacts(strapi, contactIds, actorId, listeners),
  };
};
