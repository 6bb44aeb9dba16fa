import type { Core } from '@strapi/strapi';

import { clock } from '../lib/clock';
import { chunk, table, type Transaction } from '../lib/database';
import { dialectOf } from '../lib/dialect';
import { FIRST, hashOf, type ConsentRow } from './chain';
import { consentRecord } from './models';
import type { ConsentEntry } from './service';

/** Length of a string column. MySQL's INSERT IGNORE would cut by itself, after the hash was made. */
const MAX_STRING = 255;
const MAX_TRIES = 5;

/** Well-formed UTF-16: a lone surrogate would come back from the database as another character. */
const text = (value: string | null | undefined): string | null =>
  value === null || value === undefined ? null : Buffer.from(value).toString().replaceAll('\0', '');
const short = (value: string | null | undefined): string | null => text(text(value)?.slice(0, MAX_STRING));

const toRow = (entry: ConsentEntry, occurredAt: string, previousHash: string): ConsentRow => ({
  address_hash: entry.addressHash,
  contact_id: entry.contactId,
  list_id: entry.listId,
  action: entry.action,
  channel: entry.channel,
  notice: text(entry.notice),
  language: short(entry.language),
  source: text(entry.source),
  ip: short(entry.ip),
  user_agent: short(entry.userAgent),
  actor_id: entry.actorId ?? null,
  campaign_id: entry.campaignId ?? null,
  occurred_at: occurredAt,
  previous_hash: previousHash,
});

/**
 * Appends each entry to its person's chain. Two writers that append to the same record at once: the unique index
 * lets one of them through, and the other one reads again and follows it.
 */
export async function appendRecords(
  strapi: Core.Strapi,
  key: Buffer,
  entries: readonly ConsentEntry[],
  trx: Transaction,
): Promise<void> {
  const occurredAt = clock.now().toISOString();
  const byPerson = new Map<string, ConsentEntry[]>();
  for (const entry of entries) {
    const known = byPerson.get(entry.addressHash);
    if (known) known.push(entry);
    else byPerson.set(entry.addressHash, [entry]);
  }
  const append = (entry: ConsentEntry, previousHash: string): Appended => {
    const row = toRow(entry, occurredAt, previousHash);
    return { ...row, form_id: entry.formId ?? null, hash: hashOf(key, row) };
  };
  for (const people of chunk([...byPerson.values()])) {
    const ends = await appendHeads(strapi, people, append, trx);
    // Nobody else sees the heads before the commit, so nobody can append to them.
    const rest = people.flatMap(([head, ...others]) => {
      let end = ends.get((head as ConsentEntry).addressHash) as string;
      return others.map((entry) => {
        const row = append(entry, end);
        end = row.hash;
        return row;
      });
    });
    for (const batch of chunk(rest)) await table(strapi, consentRecord.table, trx).insert(batch);
  }
}

/** The form's id is for counting; its slug in `source` is what the hash proves. */
type Appended = ConsentRow & { form_id: number | null; hash: string };
type End = Pick<Appended, 'address_hash' | 'hash'>;

/** Appends the first entry of each person. @returns the hashes that the chains end with now. */
async function appendHeads(
  strapi: Core.Strapi,
  people: readonly ConsentEntry[][],
  append: (entry: ConsentEntry, previousHash: string) => Appended,
  trx: Transaction,
): Promise<Map<string, string>> {
  const done = new Map<string, string>();
  let waiting = people.map(([head]) => head as ConsentEntry);
  for (let tries = 0; waiting.length > 0; tries += 1) {
    if (tries === MAX_TRIES)
      throw new Error('Consent records could not be appended: too many writers at once');
    const addresses = waiting.map((entry) => entry.addressHash);
    const ends = await (tries === 0 ? endsOf(strapi, addresses, trx) : latestEndsOf(strapi, addresses, trx));
    const rows = waiting.map((entry) => append(entry, ends.get(entry.addressHash) ?? FIRST));
    await table(strapi, consentRecord.table, trx)
      .insert(rows)
      .onConflict(['address_hash', 'previous_hash'])
      .ignore();
    const hashes = rows.map((row) => row.hash);
    const written = await table(strapi, consentRecord.table, trx)
      .whereIn('address_hash', addresses)
      .whereIn('hash', hashes)
      .select<End[]>('address_hash', 'hash');
    for (const row of written) done.set(row.address_hash, row.hash);
    waiting = waiting.filter((entry) => !done.has(entry.addressHash));
  }
  return done;
}

async function endsOf(
  strapi: Core.Strapi,
  addresses: readonly string[],
  trx: Transaction,
): Promise<Map<string, string>> {
  const last = table(strapi, consentRecord.table, trx)
    .whereIn('address_hash', addresses)
    .groupBy('address_hash')
    .max('id');
  const rows = await table(strapi, consentRecord.table, trx)
    .whereIn('id', last)
    .select<End[]>('address_hash', 'hash');
  return new Map(rows.map((row) => [row.address_hash, row.hash]));
}

/** What others committed a moment ago: MySQL's transactions see it by a locking read only. */
async function latestEndsOf(
  strapi: Core.Strapi,
  addresses: readonly string[],
  trx: Transaction,
): Promise<Map<string, string>> {
  const query = table(strapi, consentRecord.table, trx).whereIn('address_hash', addresses).orderBy('id');
  if (dialectOf(strapi) === 'mysql') query.forShare();
  const rows = await query.select<End[]>('address_hash', 'hash');
  return new Map(rows.map((row) => [row.address_hash, row.hash]));
}

/** One person's records, oldest first. */
export async function readChain(
  strapi: Core.Strapi,
  addressHash: string,
): Promise<(Appended & { id: number })[]> {
  return table(strapi, consentRecord.table)
    .where({ address_hash: addressHash })
    .orderBy('id')
    .select<(Appended & { id: number })[]>('*');
}
