import type { Core } from '@strapi/strapi';

import { bouncesOf } from '../bounces';
import type { Room } from '../lib/room';
import { service } from '../lib/service';
import { createLiveController } from './live/controller';
import { createLiveService, type LiveService } from './live/live';
import { createDkimController } from './message/dkim';
import { models } from './models';
import { adminRoutes } from './routes';
import { createDeliveryService, type DeliveryService } from './service';
import { createTransportController } from './transport/controller';
import { createWorkerProcess } from './worker-process';

export type { CampaignGate } from './gate';
export { bounceAddressOf } from './message/addresses';
export { describeKeys, judgePublished, keysOfAddress, type PublishedVerdict } from './message/dkim';
export { HIDDEN_LINK, preferencesLink, recipientLinks } from './message/links';
export type { SingleMail } from './message/single';
export type { LiveService } from './live/live';
export type { DeliveryService } from './service';
export { holidayCalendar, monthOf, quotaUse, windowState } from './throttle';

export const deliveryOf = (strapi: Core.Strapi): DeliveryService => service(strapi, 'delivery');
export const liveOf = (strapi: Core.Strapi): LiveService => service(strapi, 'delivery-live');

export const delivery: Room = {
  models,
  services: {
    delivery: createDeliveryService,
    'delivery-live': createLiveService,
    'worker-process': createWorkerProcess,
  },
  controllers: {
    transport: createTransportController,
    dkim: createDkimController,
    'sending-live': createLiveController,
  },
  adminRoutes,
  bootstrap(strapi) {
    bouncesOf(strapi).onBlocked((domain, reply) => deliveryOf(strapi).throttle.brake.block(domain, reply));
    return Promise.resolve();
  },
  destroy: (strapi) => deliveryOf(strapi).stop(),
};
