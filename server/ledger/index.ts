import type { Core } from '@strapi/strapi';

import type { Room } from '../lib/room';
import { service } from '../lib/service';
import { models } from './models';
import type { LedgerService } from './service';

export type { Engagement, FrozenContent, LedgerRow, LedgerService } from './service';

export const ledgerOf = (strapi: Core.Strapi): LedgerService => service(strapi, 'ledger');

export const ledger: Room = {
  models,
};
