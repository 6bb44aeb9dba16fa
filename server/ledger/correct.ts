import type { Core } from '@strapi/strapi';

import { clock } from '../lib/clock';
import { chunk, qualified, table, type Transaction } from '../lib/database';
import { momentPlus, updateFromJson } from '../lib/dialect';
import { DELIVERIES } from './tables';

/** All that came back of an e-mail, taken together anew. */
export interface CorrectedRow {
  deliveryId: number;
  bounce: { bounceClass: 'hard' | 'soft'; bounceReason: string; at: Date; reply: string | null } | null;
  complainedAt: Date | null;
  arrivedAt: Date | null;
}

/** Holds rows until the commit, in the order in which others take them. */
export async function holdRows(strapi: Core.Strapi, ids: readonly number[], trx: Transaction): Promise<void> {
  for (const batch of chunk([...new Set(ids)].sort((a, b) => a - b))) {
    await table(strapi, DELIVERIES, trx).whereIn('id', batch).orderBy('id').forUpdate().select('id');
  }
}

/**
 * Sets what came back of e-mails, whatever stood there. What the relay refused stays refused: only class and reason of
 * it change. Hold the rows first (`holdRows`).
 */
export async function correctRows(
  strapi: Core.Strapi,
  rows: readonly CorrectedRow[],
  trx: Transaction,
): Promise<void> {
  const now = clock.now();
  const age = (at: Date | null | undefined): number | null => (at ? at.getTime() - now.getTime() : null);
  const moment = (column: string) => ({
    sql: `case when v.${column} is null then null else ${momentPlus(strapi, `v.${column}`)} end`,
    bindings: [now],
  });
  for (const batch of chunk(rows)) {
    await updateFromJson(strapi, trx, {
      table: qualified(strapi, DELIVERIES),
      rows: batch.map(({ deliveryId, bounce, complainedAt, arrivedAt }) => ({
        id: deliveryId,
        bounce_class: bounce?.bounceClass,
        bounce_reason: bounce?.bounceReason,
        reply: bounce?.reply?.replaceAll('\0', ''),
        bounced: age(bounce?.at),
        complained: age(complainedAt),
        arrived: age(arrivedAt),
      })),
      columns: {
        id: 'integer',
        bounce_class: 'text',
        bounce_reason: 'text',
        reply: 'text',
        bounced: 'biginteger',
        complained: 'biginteger',
        arrived: 'biginteger',
      },
      set: {
        bounce_class: { sql: 'v.bounce_class' },
        bounce_reason: { sql: 'v.bounce_reason' },
        bounced_at: moment('bounced'),
        complained_at: moment('complained'),
        arrived_at: moment('arrived'),
        // An erased person's row keeps no words, for they repeat the address.
        reply: { sql: 'case when t.address is null then t.reply else coalesce(v.reply, t.reply) end' },
        updated_at: { sql: '?', bindings: [now] },
      },
      where: { sql: `(t.status = 'accepted' or t.status = 'rejected' and v.bounce_class is not null)` },
    });
  }
}
