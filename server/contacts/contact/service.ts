import type { Transaction } from '../../lib/database';

/** Runs inside the transaction that erases people, so that no other room keeps their address. */
export type EraseListener = (contactIds: readonly number[], trx: Transaction) => Promise<void>;

export interface ContactService {
  onErase(listener: EraseListener): void;
  /** Deletes the people, their subscriptions, and tells the listeners. Consent records keep the hash. */
  erase(contactIds: readonly number[], actorId: number | null): Promise<number>;
}
