import type { Core } from '@strapi/strapi';

import type { Room } from '../lib/room';
import { service } from '../lib/service';
import { models } from './models';
import { createConsentService, type ConsentService } from './service';

export type {
  ConsentAction,
  ConsentChannel,
  ConsentEntry,
  ConsentService,
  SuppressionEntry,
} from './service';

export const consentOf = (strapi: Core.Strapi): ConsentService => service(strapi, 'consent');

export const consent: Room = {
  models,
  services: { consent: createConsentService },
  bootstrap: (strapi) => consentOf(strapi).load(),
};
