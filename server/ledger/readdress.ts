import type { Core } from '@strapi/strapi';

import { clock } from '../lib/clock';
import { table, type Transaction } from '../lib/database';
import { DELIVERIES } from './tables';

/**
 * What still waits goes to the person's new address. A campaign that has a row of that address already (of somebody
 * erased, say) does not write to it twice: the person's own row is excluded.
 */
export async function readdress(
  strapi: Core.Strapi,
  person: { contactId: number; email: string; emailHash: string; domain: string },
  trx: Transaction,
): Promise<void> {
  const waiting = () =>
    table(strapi, DELIVERIES, trx)
      .where({ contact_id: person.contactId })
      .whereIn('status', ['pending', 'deferred']);
  const campaignIds = (await waiting().pluck('campaign_id')) as number[];
  const taken = (await table(strapi, DELIVERIES, trx)
    .where({ address_hash: person.emailHash })
    .whereIn('campaign_id', campaignIds)
    .pluck('campaign_id')) as number[];
  const now = clock.now();
  await waiting()
    .whereIn('campaign_id', taken)
    .update({ status: 'excluded', reason: 'invalid_address', updated_at: now });
  await waiting().update({
    address: person.email,
    address_hash: person.emailHash,
    domain: person.domain,
    updated_at: now,
  });
}
