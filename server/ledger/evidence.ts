import type { Core } from '@strapi/strapi';

import { clock } from '../lib/clock';
import { table, type Transaction } from '../lib/database';
import { integerType } from '../lib/dialect';
import type { Engagement } from './service';
import { DELIVERIES } from './tables';

const COLUMN = {
  'open/human': 'open_count',
  'click/human': 'click_count',
  'open/machine': 'machine_open_count',
  'click/machine': 'machine_click_count',
} as const;

/**
 * Adds opens and clicks, one statement per column. A person's open or click proves arrival: an uncertain row
 * becomes accepted. A machine's proves less than it seems (a link checker may have the address from elsewhere).
 */
export async function engage(
  strapi: Core.Strapi,
  engagements: readonly Engagement[],
  trx: Transaction,
): Promise<void> {
  const counts = new Map<(typeof COLUMN)[keyof typeof COLUMN], Map<number, number>>();
  for (const { deliveryId, type, machine } of engagements) {
    const column = COLUMN[`${type}/${machine ? 'machine' : 'human'}`];
    const perDelivery = counts.get(column) ?? new Map<number, number>();
    perDelivery.set(deliveryId, (perDelivery.get(deliveryId) ?? 0) + 1);
    counts.set(column, perDelivery);
  }
  for (const [column, perDelivery] of counts) {
    const whens = [...perDelivery].map(() => 'when ? then ?').join(' ');
    await table(strapi, DELIVERIES, trx)
      .whereIn('id', [...perDelivery.keys()])
      // A number in `then` is given as text by some drivers; adding 0 keeps the column an integer everywhere.
      .update({
        [column]: trx.raw(`?? + cast(case id ${whens} end as ${integerType(strapi)})`, [
          column,
          ...[...perDelivery].flat(),
        ]),
      });
  }
  const arrived = [
    ...new Set(engagements.filter(({ machine }) => !machine).map(({ deliveryId }) => deliveryId)),
  ];
  if (arrived.length > 0) {
    await table(strapi, DELIVERIES, trx)
      .whereIn('id', arrived)
      .where({ status: 'uncertain' })
      .update({ status: 'accepted', accepted_at: clock.now(), updated_at: clock.now() });
  }
}

/** The person left through this e-mail; the first time counts. */
export async function markUnsubscribed(strapi: Core.Strapi, deliveryId: number, at: Date): Promise<void> {
  await table(strapi, DELIVERIES)
    .where({ id: deliveryId })
    .whereNull('unsubscribed_at')
    .update({ unsubscribed_at: at, updated_at: clock.now() });
}

/** Takes person, address and the server's words (they repeat the address) out of the rows. Figures stay. */
export async function erase(
  strapi: Core.Strapi,
  contactIds: readonly number[],
  trx: Transaction,
): Promise<void> {
  const rows = () => table(strapi, DELIVERIES, trx).whereIn('contact_id', [...contactIds]);
  await rows().whereIn('status', ['pending', 'deferred']).update({ status: 'excluded', reason: 'erased' });
  await rows().update({ contact_id: null, address: null, reply: null, updated_at: clock.now() });
}
