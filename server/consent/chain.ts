import { createHmac } from 'node:crypto';

/** A consent record as it is stored, without its id. Strings are cut to their columns before they are hashed. */
export interface ConsentRow {
  address_hash: string;
  contact_id: number | null;
  list_id: number | null;
  action: string;
  channel: string;
  notice: string | null;
  language: string | null;
  source: string | null;
  ip: string | null;
  user_agent: string | null;
  actor_id: number | null;
  campaign_id: number | null;
  occurred_at: string;
  previous_hash: string;
}

/** `previous_hash` of a person's first record. */
export const FIRST = '0'.repeat(64);

/** HMAC-SHA-256, hex, over every column in a fixed order; keyed, so that an altered row cannot be re-hashed by hand. */
export const hashOf = (key: Buffer, row: ConsentRow): string =>
  createHmac('sha256', key)
    .update(
      JSON.stringify([
        'consent/v1',
        row.previous_hash,
        row.address_hash,
        row.contact_id,
        row.list_id,
        row.action,
        row.channel,
        row.notice,
        row.language,
        row.source,
        row.ip,
        row.user_agent,
        row.actor_id,
        row.campaign_id,
        row.occurred_at,
      ]),
    )
    .digest('hex');

/** @returns the id of the first record that does not follow from the one before, or null. */
export function brokenAt(
  key: Buffer,
  rows: readonly (ConsentRow & { id: number; hash: string })[],
): number | null {
  let previous = FIRST;
  for (const row of rows) {
    if (row.previous_hash !== previous || row.hash !== hashOf(key, row)) return row.id;
    previous = row.hash;
  }
  return null;
}
