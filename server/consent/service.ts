import { createHmac } from 'node:crypto';

import type { Core } from '@strapi/strapi';

import type { SuppressionReason } from '../../contracts';
import { clock } from '../lib/clock';
import { chunk, joinTransaction, table, toCount, toDate, type Transaction } from '../lib/database';
import { refused } from '../lib/errors';
import { brokenAt } from './chain';
import { keyOf } from './key';
import { consentRecord, suppression } from './models';
import { appendRecords, readChain } from './records';

export type ConsentAction =
  | 'requested'
  | 'confirmed'
  | 'imported'
  | 'added'
  | 'revoked'
  | 'erased'
  // About measuring opens and clicks; these hold for every list.
  | 'tracking-allowed'
  | 'tracking-refused';
export type ConsentChannel =
  'web-form' | 'import' | 'admin' | 'one-click' | 'unsubscribe-page' | 'preferences-page' | 'complaint';

export interface ConsentEntry {
  addressHash: string;
  contactId: number | null;
  /** Null: every list of the institution. */
  listId: number | null;
  action: ConsentAction;
  channel: ConsentChannel;
  /** The text that the person saw, or the note of whoever added them. */
  notice?: string | null;
  language?: string | null;
  source?: string | null;
  ip?: string | null;
  userAgent?: string | null;
  actorId?: number | null;
  campaignId?: number | null;
  /** The subscription form that the person filled in. */
  formId?: number | null;
}

export interface StoredConsent extends Required<Omit<ConsentEntry, 'addressHash'>> {
  /** ISO 8601 in UTC. */
  occurredAt: string;
}

export interface SuppressionEntry {
  addressHash: string;
  reason: SuppressionReason;
  evidence?: string | null;
  campaignId?: number | null;
  actorId?: number | null;
}

export interface ConsentService {
  /** Loads the key of `addressHash`; called once by the room's bootstrap. */
  load(): Promise<void>;
  /** Keyed hash of a normalised address, 64 hex digits; the key is made once per database and never rotates. */
  addressHash(address: string): string;
  /** Appends to each person's chain, in batches. Joins `trx`. */
  record(entries: readonly ConsentEntry[], trx?: Transaction): Promise<void>;
  /** One person's records, oldest first: those of the address and those of the contact under former ones. */
  recordsOf(person: { addressHash: string; contactId: number }): Promise<StoredConsent[]>;
  /** Subscriptions asked for and confirmed, by the form that they came through. */
  countsByForm(formIds: readonly number[]): Promise<Map<number, { requested: number; confirmed: number }>>;
  /** Checks one person's chain. */
  verify(addressHash: string): Promise<{ valid: boolean; records: number; brokenAtId: number | null }>;
  /** Set-based; an address suppressed already keeps its first reason. */
  suppress(entries: readonly SuppressionEntry[], trx?: Transaction): Promise<void>;
  /** Lifts a suppression of reason `manual`; others are refused (`suppression-not-manual`). */
  liftManual(addressHash: string, trx?: Transaction): Promise<void>;
  suppressionsOf(
    addressHashes: readonly string[],
    trx?: Transaction,
  ): Promise<Map<string, { reason: SuppressionReason; since: Date }>>;
}

export const createConsentService = ({ strapi }: { strapi: Core.Strapi }): ConsentService => {
  let loaded: Buffer | null = null;
  const key = (): Buffer => {
    if (!loaded) throw new Error('The consent room has not started yet: its key is not loaded');
    return loaded;
  };

  return {
    async load() {
      loaded = await keyOf(strapi);
    },

    addressHash: (address) => createHmac('sha256', key()).update(`address/v1\n${address}`).digest('hex'),

    async record(entries, trx) {
      if (entries.length === 0) return;
      await joinTransaction(strapi, trx, (own) => appendRecords(strapi, key(), entries, own));
    },

    recordsOf: ({ addressHash, contactId }) =>
      strapi.db.query('plugin::mail-campaigns.consent-record').findMany({
        where: { $or: [{ addressHash }, { contactId }] },
        orderBy: { id: 'asc' },
      }) as Promise<StoredConsent[]>,

    async countsByForm(formIds) {
      const rows: { form_id: number; action: 'requested' | 'confirmed'; total: unknown }[] = await table(
        strapi,
        consentRecord.table,
      )
        .whereIn('form_id', [...formIds])
        .whereIn('action', ['requested', 'confirmed'])
        .groupBy('form_id', 'action')
        .select('form_id', 'action')
        .count({ total: '*' });
      const counts = new Map(formIds.map((id) => [id, { requested: 0, confirmed: 0 }]));
      for (const { form_id, action, total } of rows) {
        const count = counts.get(form_id);
        if (count) count[action] = toCount(total);
      }
      return counts;
    },

    async verify(addressHash) {
      const rows = await readChain(strapi, addressHash);
      const brokenAtId = brokenAt(key(), rows);
      return { valid: brokenAtId === null, records: rows.length, brokenAtId };
    },

    async suppress(entries, trx) {
      const now = clock.now();
      for (const batch of chunk(entries)) {
        await table(strapi, suppression.table, trx)
          .insert(
            batch.map((entry) => ({
              address_hash: entry.addressHash,
              reason: entry.reason,
              evidence: entry.evidence ?? null,
              campaign_id: entry.campaignId ?? null,
              actor_id: entry.actorId ?? null,
              created_at: now,
            })),
          )
          .onConflict('address_hash')
          .ignore();
      }
    },

    async liftManual(addressHash, trx) {
      await table(strapi, suppression.table, trx)
        .where({ address_hash: addressHash, reason: 'manual' })
        .del();
      if (await table(strapi, suppression.table, trx).where({ address_hash: addressHash }).first('id')) {
        throw refused(
          'suppression-not-manual',
          'Leave this address alone: it is blocked because of a bounce or a complaint, not by an editor.',
        );
      }
    },

    async suppressionsOf(addressHashes, trx) {
      const found = new Map<string, { reason: SuppressionReason; since: Date }>();
      for (const batch of chunk(addressHashes)) {
        const rows = await table(strapi, suppression.table, trx).whereIn('address_hash', batch).select<
          {
            address_hash: string;
            reason: SuppressionReason;
            created_at: unknown;
          }[]
        >('address_hash', 'reason', 'created_at');
        for (const row of rows) {
          found.set(row.address_hash, { reason: row.reason, since: toDate(row.created_at) as Date });
        }
      }
      return found;
    },
  };
};
