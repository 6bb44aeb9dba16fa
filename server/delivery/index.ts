import type { Core } from '@strapi/strapi';

import type { Room } from '../lib/room';
import { service } from '../lib/service';
import { models } from './models';
import { createDeliveryService, type DeliveryService } from './service';

export type { CampaignGate } from './gate';
export { recipientLinks } from './message/links';
export type { SingleMail } from './message/single';
export type { DeliveryService } from './service';

export const deliveryOf = (strapi: Core.Strapi): DeliveryService => service(strapi, 'delivery');

export const delivery: Room = {
  models,
  services: { delivery: createDeliveryService },
  destroy: (strapi) => deliveryOf(strapi).stop(),
};
