import type { Core } from '@strapi/strapi';

import type { Room } from '../lib/room';
import { service } from '../lib/service';
import { guardContacts } from './contact/lifecycle';
import { contactSchema } from './contact/schema';
import { createContactService, type ContactService } from './contact/service';
import { listSchema } from './list/schema';
import { models } from './models';
import { createSubscriptionService, type SubscriptionService } from './subscription/service';

export type { SubscriptionService } from './subscription/service';

export type { ContactService, EraseListener } from './contact/service';

export const contactsOf = (strapi: Core.Strapi): ContactService => service(strapi, 'contact');
export const subscriptionsOf = (strapi: Core.Strapi): SubscriptionService => service(strapi, 'subscription');

export const contacts: Room = {
  contentTypes: { contact: { schema: contactSchema }, list: { schema: listSchema } },
  models,
  services: { contact: createContactService, subscription: createSubscriptionService },
  bootstrap: async (strapi) => {
    guardContacts(strapi);
  },
};
