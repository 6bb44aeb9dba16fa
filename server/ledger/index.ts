import type { Core } from '@strapi/strapi';

import type { Room } from '../lib/room';
import { service } from '../lib/service';
import { contactsOf } from '../contacts';
import { models } from './models';
import { readdress } from './readdress';
import { createLedgerService, type LedgerService } from './service';

export type { LateBounce, SentRow } from './came-back';
export type { ClaimedRow, ClaimScope } from './claim';
export type { PersonalRow } from './reading';
export type { Outcome } from './settle';
export { unfinished } from './sums';
export type { KnownWorker, WorkerReport } from './workers';
export type { Engagement, FrozenContent, Headline, LedgerRow, LedgerService } from './service';

export const ledgerOf = (strapi: Core.Strapi): LedgerService => service(strapi, 'ledger');

export const ledger: Room = {
  models,
  services: { ledger: createLedgerService },
  bootstrap: (strapi) => {
    contactsOf(strapi).onErase((contactIds, trx) => ledgerOf(strapi).erase(contactIds, trx));
    contactsOf(strapi).onAddressChange((change, trx) => readdress(strapi, change, trx));
    return Promise.resolve();
  },
};
