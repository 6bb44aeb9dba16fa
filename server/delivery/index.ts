import type { Core } from '@strapi/strapi';

import type { Room } from '../lib/room';
import { service } from '../lib/service';
import { models } from './models';
import type { DeliveryService } from './service';

export type { CampaignGate, DeliveryService, SingleMail } from './service';

export const deliveryOf = (strapi: Core.Strapi): DeliveryService => service(strapi, 'delivery');

export const delivery: Room = {
  models,
};
