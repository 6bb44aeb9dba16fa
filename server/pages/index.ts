import type { Room } from '../lib/room';
import { publicRoute } from '../lib/routes';
import { backgroundOf, createBackground } from './background';
import { createEngagementController } from './engagement/controller';
import { createViewController } from './engagement/view-controller';
import { models } from './models';
import { createConfirmController } from './subscribe/confirm-controller';
import { createSubscribeController } from './subscribe/controller';
import { createUnsubscribeController } from './unsubscribe/controller';

export const pages: Room = {
  models,
  services: { 'pages-background': createBackground },
  controllers: {
    subscribe: createSubscribeController,
    confirm: createConfirmController,
    unsubscribe: createUnsubscribeController,
    engagement: createEngagementController,
    view: createViewController,
  },
  publicRoutes: [
    publicRoute('GET', '/subscribe', 'subscribe.form'),
    publicRoute('POST', '/subscribe', 'subscribe.submit'),
    publicRoute('GET', '/confirm/:token', 'confirm.page'),
    publicRoute('POST', '/confirm/:token', 'confirm.confirm'),
    publicRoute('GET', '/unsubscribe/:token', 'unsubscribe.page'),
    publicRoute('POST', '/unsubscribe/:token', 'unsubscribe.leave'),
    publicRoute('GET', '/open/:token', 'engagement.open'),
    publicRoute('GET', '/click/:token', 'engagement.click'),
    publicRoute('GET', '/view/:token', 'view.view'),
  ],
  destroy: (strapi) => backgroundOf(strapi).drain(),
};
