import type { Core } from '@strapi/strapi';

import { contactsOf } from '../contacts';
import type { Room } from '../lib/room';
import { service } from '../lib/service';
import { models } from './models';
import { createTrackingService, type TrackingService } from './service';

export { eventsOf, type StoredEvent } from './events-of';
export type { Hit, TrackingService } from './service';

export const trackingOf = (strapi: Core.Strapi): TrackingService => service(strapi, 'tracking');

export const tracking: Room = {
  models,
  services: { tracking: createTrackingService },
  // In `register`, before the ledger's bootstrap: its listener cuts the thread from a row to the person, and
  // listeners run in the order in which they came.
  register(strapi) {
    contactsOf(strapi).onErase((contactIds, trx) => trackingOf(strapi).forget(contactIds, trx));
  },
  bootstrap: (strapi) => trackingOf(strapi).start(),
  destroy: (strapi) => trackingOf(strapi).drain(),
};
