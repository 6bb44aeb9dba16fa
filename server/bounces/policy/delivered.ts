import type { Core } from '@strapi/strapi';

import { chunk, table, type Transaction } from '../../lib/database';
import { FEEDBACK } from '../tables';
import { momentOf } from './matched';

/** Of each of these e-mails that somebody said was delivered, when it last was. */
export async function lastDelivered(
  strapi: Core.Strapi,
  deliveryIds: readonly number[],
  trx: Transaction,
): Promise<Map<number, Date>> {
  const found = new Map<number, Date>();
  for (const batch of chunk([...new Set(deliveryIds)])) {
    const rows: { delivery_id: number; occurred_at: unknown; received_at: unknown }[] = await table(
      strapi,
      FEEDBACK,
      trx,
    )
      .whereIn('delivery_id', batch)
      .where({ class: 'success', state: 'matched' })
      .select('delivery_id', 'occurred_at', 'received_at');
    for (const row of rows) {
      const [at, known] = [momentOf(row), found.get(row.delivery_id)];
      if (!known || at > known) found.set(row.delivery_id, at);
    }
  }
  return found;
}
