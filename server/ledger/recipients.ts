import type { Core } from '@strapi/strapi';

import type { DeliveryStatus, TrackingChoice } from '../../contracts';
import { qualified, table, toCount, toDate } from '../lib/database';
import { jsonRows, selectRows } from '../lib/dialect';
import { createGroups } from '../lib/groups';
import type { LedgerRow } from './service';
import { CONTACTS, DELIVERIES, LINKS } from './tables';

/** Campaigns whose links are kept in memory. */
const KEPT = 200;
/** Nobody notices it, and after a campaign many ask within it. */
const GATHER_MS = 4;

export interface Link {
  id: number;
  url: string;
}

interface Row {
  id: number;
  campaign_id: number;
  contact_id: number | null;
  list_id: number | null;
  address: string | null;
  address_hash: string;
  status: DeliveryStatus;
  accepted_at: unknown;
  unsubscribed_at: unknown;
  tracking: TrackingChoice | null;
  hits: unknown;
}

/** What the public pages ask of the ledger for a person who holds a link; a rush after a campaign asks few questions. */
export function createRecipients(strapi: Core.Strapi): {
  row(deliveryId: number): Promise<LedgerRow | null>;
  link(campaignId: number, position: number): Promise<Link | null>;
} {
  const rows = createGroups<number, LedgerRow | null>({
    gatherMs: GATHER_MS,
    async work(ids) {
      const found = new Map((await readRows(strapi, [...new Set(ids)])).map((row) => [row.id, row]));
      return ids.map((id) => found.get(id) ?? null);
    },
  });
  const links = new Map<number, Map<number, Link>>();

  return {
    row: (deliveryId) => rows.add(deliveryId),
    async link(campaignId, position) {
      const known = links.get(campaignId)?.get(position);
      if (known) return known;
      // Links are fixed by the freeze, so what was read once stays true.
      const found: (Link & { position: number })[] = await table(strapi, LINKS)
        .where({ campaign_id: campaignId })
        .select('id', 'url', 'position');
      const own = new Map(found.map(({ id, url, position: at }) => [at, { id, url }]));
      if (links.size >= KEPT) links.delete(links.keys().next().value as number);
      links.set(campaignId, own);
      return own.get(position) ?? null;
    },
  };
}

async function readRows(strapi: Core.Strapi, ids: readonly number[]): Promise<LedgerRow[]> {
  const rows = await selectRows<Row>(
    strapi,
    strapi.db.connection,
    `select d.id, d.campaign_id, d.contact_id, d.list_id, d.address, d.address_hash, d.status, d.accepted_at,
       d.unsubscribed_at, c.tracking, d.open_count + d.click_count + d.machine_open_count + d.machine_click_count
       + d.privacy_open_count as hits
     from ${jsonRows(strapi, { id: 'integer' }, 'v')}
     join ?? as d on d.id = v.id left join ?? as c on c.id = d.contact_id`,
    [JSON.stringify(ids.map((id) => ({ id }))), qualified(strapi, DELIVERIES), qualified(strapi, CONTACTS)],
  );
  return rows.map((row) => ({
    id: row.id,
    campaignId: row.campaign_id,
    contactId: row.contact_id,
    listId: row.list_id,
    address: row.address,
    addressHash: row.address_hash,
    status: row.status,
    acceptedAt: toDate(row.accepted_at),
    unsubscribedAt: toDate(row.unsubscribed_at),
    tracking: row.tracking,
    hits: toCount(row.hits),
  }));
}
