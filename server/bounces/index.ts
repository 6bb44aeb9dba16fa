import type { Core } from '@strapi/strapi';

import type { Room } from '../lib/room';
import { adminRoute, publicRoute } from '../lib/routes';
import { service } from '../lib/service';
import { models } from './models';
import { createBouncesService, type BouncesService } from './service';
import {
  createWebhookController,
  createWebhookTallies,
  leaveBodiesUnread,
  registerWebhookReaders,
  webhookModels,
  webhookTalliesOf,
} from './webhooks';

export { classifyMessage } from './classify/classify';
export type {
  BounceClass,
  ClassifiedMessage,
  ClassifiedRecipient,
  MessageKind,
  References,
} from './classify/message';
export { reportReasonOf, type BounceReason, type Reason, type RefusalReason } from './classify/reasons';
export { classifyReply, type Classification } from './classify/reply';
export {
  FEEDBACK_CLASSES,
  FEEDBACK_SOURCES,
  type Feedback,
  type FeedbackClass,
  type FeedbackKeys,
  type FeedbackReader,
  type FeedbackSource,
  type Received,
  type SetAside,
} from './feedback/feedback';
export { tagsIn } from './feedback/keys';
export type { Refusal } from './feedback/refusal';
export type { BouncesService } from './service';
export { tagHeaders } from './webhooks';

export const bouncesOf = (strapi: Core.Strapi): BouncesService => service(strapi, 'bounces');

export const bounces: Room = {
  models: [...models, ...webhookModels],
  services: { bounces: createBouncesService, 'webhook-tallies': createWebhookTallies },
  controllers: { webhooks: createWebhookController },
  adminRoutes: [adminRoute('GET', '/webhooks', 'webhooks.find', 'settings.read')],
  publicRoutes: [publicRoute('POST', '/webhooks/:provider', 'webhooks.receive')],
  register: leaveBodiesUnread,
  bootstrap(strapi) {
    registerWebhookReaders(strapi);
    return Promise.resolve();
  },
  destroy: (strapi) => webhookTalliesOf(strapi).flush(),
};
