import type { Core } from '@strapi/strapi';

import { chunk } from '../lib/database';
import { event } from './models';

/** One open or click with all that is kept of it. */
export interface StoredEvent {
  deliveryId: number;
  type: string;
  linkId: number | null;
  class: string;
  occurredAt: Date | string;
  [column: string]: unknown;
}

/** What was measured of these e-mails, oldest first. */
export async function eventsOf(strapi: Core.Strapi, deliveryIds: readonly number[]): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for (const batch of chunk(deliveryIds)) {
    events.push(
      ...((await strapi.db.query(`plugin::mail-campaigns.${event.name}`).findMany({
        where: { deliveryId: { $in: batch } },
        orderBy: { id: 'asc' },
      })) as StoredEvent[]),
    );
  }
  return events;
}
