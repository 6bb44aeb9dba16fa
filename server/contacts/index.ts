import type { Core } from '@strapi/strapi';

import type { Room } from '../lib/room';
import { service } from '../lib/service';
import { contactController } from './contact/controller';
import { guardContacts } from './contact/lifecycle';
import { contactSchema } from './contact/schema';
import { createContactService, type ContactService } from './contact/service';
import { importController } from './import/controller';
import { createImportService, type ImportService } from './import/service';
import { listController } from './list/controller';
import { listSchema } from './list/schema';
import { models } from './models';
import { preferenceService, type PreferenceService } from './preferences/service';
import { adminRoutes } from './routes';
import { createSubscriptionService, type SubscriptionService } from './subscription/service';

export { hashesOfPeople } from './contact/addresses';
export { attributeKeys } from './contact/attributes';
export { ATTRIBUTE_KEY, MAX_ATTRIBUTE } from './contact/input';
export { slugOf } from './list/slug';
export type { SubscriptionService, Visit, Waiting } from './subscription/service';
export { mayMeasure } from './subscription/tracking';
export type { PublicList, Standing } from './subscription/standing';

export type { ContactService, EraseListener } from './contact/service';
export { csvStream, type CsvCell } from './csv';
export type { PreferenceList, Preferences } from './preferences/read';
export type { PreferenceChange, PreferenceProof } from './preferences/save';
export type { PreferenceService } from './preferences/service';

export const contactsOf = (strapi: Core.Strapi): ContactService => service(strapi, 'contact');
export const preferencesOf = (strapi: Core.Strapi): PreferenceService => service(strapi, 'preferences');
export const subscriptionsOf = (strapi: Core.Strapi): SubscriptionService => service(strapi, 'subscription');
const importsOf = (strapi: Core.Strapi): ImportService => service(strapi, 'import');

export const contacts: Room = {
  contentTypes: { contact: { schema: contactSchema }, list: { schema: listSchema } },
  models,
  services: {
    contact: createContactService,
    subscription: createSubscriptionService,
    preferences: preferenceService({ contacts: contactsOf, subscriptions: subscriptionsOf }),
    import: createImportService,
  },
  controllers: {
    contact: contactController({
      contacts: contactsOf,
      subscriptions: subscriptionsOf,
      preferences: preferencesOf,
    }),
    list: listController,
    import: importController,
  },
  adminRoutes,
  bootstrap: async (strapi) => {
    guardContacts(strapi);
    await importsOf(strapi).start();
  },
  destroy: (strapi) => importsOf(strapi).stop(),
};
