import type { Core } from '@strapi/strapi';

import { contactsOf } from '../contacts';
import type { Room } from '../lib/room';
import { adminRoute, publicRoute } from '../lib/routes';
import { service } from '../lib/service';
import { createAlarmController } from './admin/alarm-controller';
import { feedbackController } from './admin/feedback-controller';
import { feedbackRoutes } from './admin/routes';
import { forgetPeople } from './feedback/erase';
import { mailboxController } from './mailbox/controller';
import { intakeController } from './mailbox/intake-controller';
import { models as mailboxModels } from './mailbox/models';
import { mailboxService, type MailboxService } from './mailbox/service';
import { registerMessageReaders } from './mailbox/take-in';
import { models } from './models';
import { registerRefusalReader } from './replay/readers';
import { createBouncesService, type BouncesService } from './service';
import { startUpkeep, type Upkeep } from './upkeep/schedule';
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
export { classifySafely, type Limits as ReadingLimits } from './classify/safely/safely';
export type { SafeVerdict } from './classify/safely/verdict';
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
export { unsubscribeSubject } from './mailbox/unsubscribe-mail';
export { feedbackOfPerson, type PersonFeedback } from './reading/of-person';
export type { BouncesService } from './service';
export { tagHeaders } from './webhooks';

export const bouncesOf = (strapi: Core.Strapi): BouncesService => service(strapi, 'bounces');

const mailboxesOf = (strapi: Core.Strapi): MailboxService => service(strapi, 'mailbox');

const upkeep = new WeakMap<Core.Strapi, Upkeep>();

export const bounces: Room = {
  models: [...models, ...mailboxModels, ...webhookModels],
  services: {
    bounces: createBouncesService,
    mailbox: mailboxService(bouncesOf),
    'webhook-tallies': createWebhookTallies,
  },
  controllers: {
    webhooks: createWebhookController,
    mailbox: mailboxController(mailboxesOf),
    intake: intakeController(bouncesOf),
    feedback: feedbackController(bouncesOf),
    alarm: createAlarmController,
  },
  adminRoutes: [
    ...feedbackRoutes,
    adminRoute('GET', '/mailboxes', 'mailbox.find', 'settings.read'),
    adminRoute('GET', '/webhooks', 'webhooks.find', 'settings.read'),
  ],
  publicRoutes: [
    publicRoute('POST', '/intake', 'intake.take'),
    publicRoute('POST', '/webhooks/:provider', 'webhooks.receive'),
  ],
  // The people are forgotten in `register`, before the ledger's bootstrap cuts the thread from a row to the person.
  register(strapi) {
    leaveBodiesUnread(strapi);
    contactsOf(strapi).onErase((contactIds, trx) => forgetPeople(strapi, contactIds, trx));
  },
  bootstrap(strapi) {
    registerRefusalReader(bouncesOf(strapi));
    registerWebhookReaders(strapi);
    registerMessageReaders(bouncesOf(strapi));
    mailboxesOf(strapi).start();
    upkeep.set(
      strapi,
      startUpkeep(strapi, () => bouncesOf(strapi).tidy()),
    );
    return Promise.resolve();
  },
  async destroy(strapi) {
    await mailboxesOf(strapi).stop();
    await upkeep.get(strapi)?.stop();
    await bouncesOf(strapi).idle();
    await webhookTalliesOf(strapi).flush();
  },
};
