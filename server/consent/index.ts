import type { Core } from '@strapi/strapi';

import { table } from '../lib/database';
import type { Room } from '../lib/room';
import { service } from '../lib/service';
import { models, suppression } from './models';
import { createConsentService, type ConsentService } from './service';

export type { ConsentAction, ConsentChannel, ConsentEntry, ConsentService, StoredConsent } from './service';
export type { SuppressionRecord } from './suppression-records';
export type { LiftProof, LiftRule, Suppression, SuppressionEntry } from './suppressions';

export const consentOf = (strapi: Core.Strapi): ConsentService => service(strapi, 'consent');

/** Sub-query: the hashes of all suppressed addresses, never null. */
export const suppressedHashes = (strapi: Core.Strapi) =>
  table(strapi, suppression.table).select('address_hash');

export const consent: Room = {
  models,
  services: { consent: createConsentService },
  bootstrap: (strapi) => consentOf(strapi).load(),
};
