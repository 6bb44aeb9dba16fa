import type { Core } from '@strapi/strapi';

import { consentOf } from '../../../consent';
import { clock } from '../../../lib/clock';
import { qualified, toDate, type Transaction } from '../../../lib/database';
import { DELIVERIES, EVENTS, FEEDBACK } from '../../tables';
import { momentOf } from '../matched';
import type { SoftBounce, SoftHistory } from './rule';

const DAY = 86_400_000;
/**
 * Servers give up after four to five days (RFC 5321 §4.5.4.1): an e-mail that was accepted longer ago and brought no
 * bounce has arrived.
 */
const BOUNCES_COME_WITHIN = 5 * DAY;
/** Of a bounce without a known meaning. */
const HALF = 0.5;

/** An address of a contact: what came of their former addresses says nothing about this one. */
export interface AddressOf {
  contactId: number;
  addressHash: string;
}

const keyOf = (contactId: number, addressHash: string): string => `${contactId} ${addressHash}`;
const later = (a: Date | null, b: Date | null): Date | null => (!a || (b && b > a) ? b : a);

/**
 * What is known of these addresses, in five queries however many they are (one batch at most).
 * @returns histories in the order of `people`.
 */
export async function softHistories(
  strapi: Core.Strapi,
  people: readonly AddressOf[],
  trx: Transaction,
): Promise<SoftHistory[]> {
  const ids = people.map(({ contactId }) => contactId);
  const softs = await softBounces(strapi, ids, trx);
  const life = await signsOfLife(strapi, ids, trx);
  const hashes = people.map(({ addressHash }) => addressHash);
  const rests = await consentOf(strapi).lastRests(hashes, trx);
  const vouched = await consentOf(strapi).lastVouched(hashes, trx);
  return people.map(({ contactId, addressHash }) => {
    const key = keyOf(contactId, addressHash);
    return {
      softs: softs.get(key) ?? [],
      lastLife: later(life.get(key) ?? null, vouched.get(addressHash) ?? null),
      lastRest: rests.get(addressHash) ?? null,
    };
  });
}

/** When each of these last proved alive, in their order. */
export async function lastSigns(
  strapi: Core.Strapi,
  people: readonly AddressOf[],
  trx: Transaction,
): Promise<(Date | null)[]> {
  const life = await signsOfLife(
    strapi,
    people.map(({ contactId }) => contactId),
    trx,
  );
  return people.map(({ contactId, addressHash }) => life.get(keyOf(contactId, addressHash)) ?? null);
}

interface SoftRow {
  contact_id: number;
  address_hash: string;
  delivery_id: number;
  campaign_id: number;
  class: string;
  occurred_at: unknown;
  received_at: unknown;
}

async function softBounces(
  strapi: Core.Strapi,
  contactIds: readonly number[],
  trx: Transaction,
): Promise<Map<string, SoftBounce[]>> {
  const rows = await trx
    .from(`${qualified(strapi, FEEDBACK)} as f`)
    .join(`${qualified(strapi, DELIVERIES)} as d`, 'd.id', 'f.delivery_id')
    .whereIn('f.contact_id', [...contactIds])
    .where('f.state', 'matched')
    .where((kind) => kind.where('f.class', 'soft').orWhere({ 'f.class': 'unknown', 'f.action': 'failed' }))
    .select<SoftRow[]>(
      'f.contact_id',
      'd.address_hash',
      'f.delivery_id',
      'f.campaign_id',
      'f.class',
      'f.occurred_at',
      'f.received_at',
    );
  const found = new Map<string, SoftBounce[]>();
  for (const row of rows) {
    const soft = {
      deliveryId: row.delivery_id,
      campaignId: row.campaign_id,
      at: momentOf(row),
      weight: row.class === 'soft' ? 1 : HALF,
    };
    const key = keyOf(row.contact_id, row.address_hash);
    const known = found.get(key);
    if (known) known.push(soft);
    else found.set(key, [soft]);
  }
  return found;
}

/** When each address last proved alive. Machines prove nothing: a gateway opens for a mailbox that is full. */
async function signsOfLife(
  strapi: Core.Strapi,
  contactIds: readonly number[],
  trx: Transaction,
): Promise<Map<string, Date>> {
  const settled = new Date(clock.now().getTime() - BOUNCES_COME_WITHIN);
  const deliveries = `${qualified(strapi, DELIVERIES)} as d`;
  const arrived = await trx
    .from(deliveries)
    .whereIn('d.contact_id', [...contactIds])
    .where('d.status', 'accepted')
    .groupBy('d.contact_id', 'd.address_hash')
    .select<{ contact_id: number; address_hash: string; quiet: unknown; told: unknown }[]>(
      'd.contact_id',
      'd.address_hash',
      trx.raw('max(case when d.bounced_at is null and d.accepted_at <= ? then d.accepted_at end) as quiet', [
        settled,
      ]),
      trx.raw('max(d.arrived_at) as told'),
    );
  const acted = await trx
    .from(deliveries)
    .join(`${qualified(strapi, EVENTS)} as e`, 'e.delivery_id', 'd.id')
    .whereIn('d.contact_id', [...contactIds])
    .whereIn('e.type', ['open', 'click'])
    .whereIn('e.class', ['human', 'proxy'])
    .groupBy('d.contact_id', 'd.address_hash')
    .select<{ contact_id: number; address_hash: string; last: unknown }[]>(
      'd.contact_id',
      'd.address_hash',
      trx.raw('max(e.occurred_at) as ??', ['last']),
    );
  const found = new Map<string, Date>();
  const note = (row: { contact_id: number; address_hash: string }, ...times: unknown[]): void => {
    const key = keyOf(row.contact_id, row.address_hash);
    const last = times.map(toDate).reduce(later, found.get(key) ?? null);
    if (last) found.set(key, last);
  };
  for (const row of arrived) note(row, row.quiet, row.told);
  for (const row of acted) note(row, row.last);
  return found;
}
