import { createHmac } from 'node:crypto';

import type { Core } from '@strapi/strapi';

import type { SuppressionReason } from '../../contracts';
import { joinTransaction, table, toCount, type Transaction } from '../lib/database';
import { brokenAt } from './chain';
import { keyOf } from './key';
import { consentRecord } from './models';
import { appendRecords, readChain } from './records';
import {
  forget,
  lastRests,
  lastVouched,
  suppressionHistory,
  type SuppressionRecord,
} from './suppression-records';
import {
  lift,
  liftRested,
  suppress,
  suppressedBy,
  suppressionsOf,
  type LiftProof,
  type Suppression,
  type SuppressionEntry,
} from './suppressions';

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
  | 'web-form'
  | 'import'
  | 'admin'
  | 'one-click'
  | 'unsubscribe-page'
  | 'preferences-page'
  | 'complaint'
  /** Asked for by e-mail, or told to the provider that sends for us. */
  | 'mail';

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
  /**
   * Set-based. An address that is suppressed already keeps its reason, unless the new one weighs more: soft limit,
   * manual, hard bounce, complaint. Each change leaves a record.
   */
  suppress(entries: readonly SuppressionEntry[], trx?: Transaction): Promise<void>;
  /** Lifts suppressions of these reasons only, each with a record. @returns how many. */
  lift(
    addressHashes: readonly string[],
    reasons: readonly SuppressionReason[],
    proof: LiftProof,
    trx?: Transaction,
  ): Promise<number>;
  /** Ends the rests whose time is over, 500 at most. @returns how many. */
  liftRested(): Promise<number>;
  /** Of each address, when its latest rest began, if it ever rested. */
  lastRests(addressHashes: readonly string[], trx?: Transaction): Promise<Map<string, Date>>;
  /** Of each address, when an editor or its person last lifted a suppression after bounces, if they ever did. */
  lastVouched(addressHashes: readonly string[], trx?: Transaction): Promise<Map<string, Date>>;
  suppressionsOf(addressHashes: readonly string[], trx?: Transaction): Promise<Map<string, Suppression>>;
  /** The suppressions that have their proof in one of these. */
  suppressedBy(
    feedbackIds: readonly number[],
  ): Promise<{ addressHash: string; reason: SuppressionReason; feedbackId: number }[]>;
  /** What was suppressed and lifted, oldest first. */
  suppressionHistory(addressHash: string): Promise<SuppressionRecord[]>;
  /** Hashes of all addresses that these people have records of; each person has few. */
  hashesOf(contactIds: readonly number[], trx: Transaction): Promise<string[]>;
  /** Takes words that may name an erased person out of their suppressions. The hashes stay: nobody writes to them again. */
  forget(addressHashes: readonly string[], trx: Transaction): Promise<void>;
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

    hashesOf: (contactIds, trx) =>
      table(strapi, consentRecord.table, trx)
        .whereIn('contact_id', [...contactIds])
        .distinct('address_hash')
        .pluck('address_hash') as Promise<string[]>,

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

    suppress: (entries, trx) => suppress(strapi, entries, trx),
    lift: (hashes, reasons, proof, trx) => lift(strapi, hashes, reasons, proof, trx),
    liftRested: () => liftRested(strapi),
    lastRests: (hashes, trx) => lastRests(strapi, hashes, trx),
    lastVouched: (hashes, trx) => lastVouched(strapi, hashes, trx),
    suppressionsOf: (hashes, trx) => suppressionsOf(strapi, hashes, trx),
    suppressedBy: (feedbackIds) => suppressedBy(strapi, feedbackIds),
    suppressionHistory: (addressHash) => suppressionHistory(strapi, addressHash),
    forget: (hashes, trx) => forget(strapi, hashes, trx),
  };
};
