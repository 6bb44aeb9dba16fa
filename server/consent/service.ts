import type { SuppressionReason } from '../../contracts';
import type { Transaction } from '../lib/database';

export type ConsentAction = 'requested' | 'confirmed' | 'imported' | 'added' | 'revoked' | 'erased';
export type ConsentChannel = 'web-form' | 'import' | 'admin' | 'one-click' | 'unsubscribe-page' | 'complaint';

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
  /** Checks one person's chain. */
  verify(addressHash: string): Promise<{ valid: boolean; records: number; brokenAtId: number | null }>;
  /** Set-based; an address suppressed already keeps its first reason. */
  suppress(entries: readonly SuppressionEntry[], trx?: Transaction): Promise<void>;
  /** Lifts a suppression of reason `manual`; others are refused (`suppression-not-manual`). */
  liftManual(addressHash: string, trx?: Transaction): Promise<void>;
  suppressionsOf(addressHashes: readonly string[]): Promise<Map<string, { reason: SuppressionReason; since: Date }>>;
}
