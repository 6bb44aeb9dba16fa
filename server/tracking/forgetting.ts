import type { Core } from '@strapi/strapi';

import { chunk, table, type Transaction } from '../lib/database';
import { DELIVERIES, EVENTS } from './tables';
import { NO_TRAITS } from './traits/traits';

/** Takes what tells of a person out of the events of these e-mails. */
export async function anonymise(
  strapi: Core.Strapi,
  deliveryIds: readonly number[],
  trx?: Transaction,
): Promise<void> {
  for (const ids of chunk(deliveryIds)) {
    await table(strapi, EVENTS, trx)
      .whereIn('delivery_id', ids)
      .update({ ip: null, user_agent: null, ...NO_TRAITS });
  }
}

/**
 * See `TrackingService.forget`. Holds the rows of the ledger first: an event that is being stored is seen here, or its
 * second look sees that the person is erased.
 */
export async function forget(
  strapi: Core.Strapi,
  contactIds: readonly number[],
  trx: Transaction,
): Promise<void> {
  for (const ids of chunk(contactIds)) {
    const rows: { id: number }[] = await table(strapi, DELIVERIES, trx)
      .whereIn('contact_id', ids)
      .orderBy('id')
      .forUpdate()
      .select('id');
    await anonymise(
      strapi,
      rows.map(({ id }) => id),
      trx,
    );
  }
}
