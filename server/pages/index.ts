import { bouncesOf } from '../bounces';
import { contactsOf } from '../contacts';
import type { Room } from '../lib/room';
import { adminRoute, publicRoute } from '../lib/routes';
import { createArchiveController } from './archive/controller';
import { tellOfAlarm } from './alarms/tell';
import { backgroundOf, createBackground } from './background';
import { createPublicPagesController } from './design/controller';
import { createLogoController } from './design/logo-controller';
import { designRoutes } from './design/routes';
import { createEngagementController } from './engagement/controller';
import { createViewController } from './engagement/view-controller';
import { createFormController } from './forms/controller';
import { formRoutes } from './forms/routes';
import { formSchema } from './forms/schema';
import { createFormService, formsOf } from './forms/service';
import { models } from './models';
import { createAddressController } from './preferences/address/controller';
import { forgetPeople } from './preferences/address/pending';
import { createPreferencesController } from './preferences/controller';
import { createChallengeService } from './subscribe/challenge';
import { createConfirmController } from './subscribe/confirm-controller';
import { createSubscribeController } from './subscribe/controller';
import { guardOrigins } from './subscribe/cors';
import { createQuietLimits } from './subscribe/quiet-limits';
import { createScriptController } from './subscribe/script-controller';
import { warnOfForgedAddresses } from './subscribe/rate-limit';
import { createUnsubscribeController } from './unsubscribe/controller';
import { forgetWords } from './unsubscribe/reasons';
import { createReasonsController } from './unsubscribe/reasons-controller';

export const pages: Room = {
  contentTypes: { form: { schema: formSchema } },
  models,
  services: {
    'pages-background': createBackground,
    form: createFormService,
    'subscribe-limits': createQuietLimits,
    'subscribe-challenge': createChallengeService,
  },
  controllers: {
    form: createFormController,
    'form-script': createScriptController,
    subscribe: createSubscribeController,
    confirm: createConfirmController,
    unsubscribe: createUnsubscribeController,
    preferences: createPreferencesController,
    address: createAddressController,
    engagement: createEngagementController,
    view: createViewController,
    archive: createArchiveController,
    'leave-reasons': createReasonsController,
    'public-pages': createPublicPagesController,
    logo: createLogoController,
  },
  adminRoutes: [
    ...formRoutes,
    ...designRoutes,
    adminRoute('GET', '/reports/:id/reasons', 'leave-reasons.find', 'reports.read'),
    adminRoute('GET', '/reports/:id/reasons/csv', 'leave-reasons.csv', 'reports.export'),
  ],
  publicRoutes: [
    publicRoute('GET', '/subscribe', 'subscribe.form'),
    publicRoute('POST', '/subscribe', 'subscribe.submit'),
    publicRoute('GET', '/subscribe/:slug', 'subscribe.form'),
    publicRoute('POST', '/subscribe/:slug', 'subscribe.submit'),
    publicRoute('GET', '/forms/script.js', 'form-script.script'),
    publicRoute('GET', '/forms/:slug', 'subscribe.definition'),
    publicRoute('GET', '/confirm/:token', 'confirm.page'),
    publicRoute('POST', '/confirm/:token', 'confirm.confirm'),
    publicRoute('POST', '/confirm/:token/again', 'confirm.again'),
    publicRoute('GET', '/unsubscribe/:token', 'unsubscribe.page'),
    publicRoute('POST', '/unsubscribe/:token', 'unsubscribe.leave'),
    publicRoute('GET', '/preferences/:token', 'preferences.page'),
    publicRoute('POST', '/preferences/:token', 'preferences.change'),
    publicRoute('GET', '/preferences/:token/erase', 'preferences.erasePage'),
    publicRoute('POST', '/preferences/:token/erase', 'preferences.erase'),
    publicRoute('GET', '/address/:token', 'address.page'),
    publicRoute('POST', '/address/:token', 'address.confirm'),
    publicRoute('GET', '/open/:token', 'engagement.open'),
    publicRoute('GET', '/click/:token', 'engagement.click'),
    publicRoute('GET', '/view/:token', 'view.view'),
    publicRoute('GET', '/archive', 'archive.list'),
    publicRoute('GET', '/archive/feed.xml', 'archive.rss'),
    publicRoute('GET', '/archive/feed.json', 'archive.json'),
    publicRoute('GET', '/archive/:slug', 'archive.item'),
    publicRoute('GET', '/logo/:hash', 'logo.image'),
  ],
  register(strapi) {
    guardOrigins(strapi);
    contactsOf(strapi).onErase((contactIds, trx) => forgetPeople(strapi, contactIds, trx));
    contactsOf(strapi).onErase((contactIds, trx) => forgetWords(strapi, contactIds, trx));
  },
  async bootstrap(strapi) {
    warnOfForgedAddresses(strapi);
    bouncesOf(strapi).onAlarm((alarm) => tellOfAlarm(strapi, alarm));
    await formsOf(strapi).ship();
  },
  destroy: (strapi) => backgroundOf(strapi).drain(),
};
