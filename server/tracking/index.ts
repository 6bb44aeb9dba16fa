import type { Core } from '@strapi/strapi';

import type { Room } from '../lib/room';
import { service } from '../lib/service';
import { models } from './models';
import { createTrackingService, type TrackingService } from './service';

export type { Hit, TrackingService } from './service';

export const trackingOf = (strapi: Core.Strapi): TrackingService => service(strapi, 'tracking');

export const tracking: Room = {
  models,
  services: { tracking: createTrackingService },
  destroy: (strapi) => trackingOf(strapi).drain(),
};
