import type { Core } from '@strapi/strapi';

import type { FeedbackState } from '../../../contracts';
import { bytesOf, type KeptEvidence } from '../feedback/evidence';
import type { Feedback, FeedbackClass, FeedbackReader, FeedbackSource } from '../feedback/feedback';
import { readNamed, type Judged } from '../feedback/match';

/** A row as it is read again. */
export interface OldRow {
  id: number;
  source: FeedbackSource;
  event_id: string;
  state: FeedbackState;
  class: FeedbackClass;
  reason: string | null;
  status: string | null;
  rule: string;
  matched_by: Judged['matchedBy'];
  delivery_id: number | null;
  address: string | null;
  address_hash: string | null;
  received_at: unknown;
  evidence: string | null;
  evidence_encoding: KeptEvidence['evidenceEncoding'] | null;
}

export const OLD_COLUMNS = [
  'id',
  'source',
  'event_id',
  'state',
  'class',
  'reason',
  'status',
  'rule',
  'matched_by',
  'delivery_id',
  'address',
  'address_hash',
  'received_at',
  'evidence',
  'evidence_encoding',
] as const satisfies (keyof OldRow)[];

export type Readers = ReadonlyMap<FeedbackSource, FeedbackReader>;

/** What a row's evidence says by the rules of today; null where it cannot be read, or is not kept any more. */
export async function readAgain(readers: Readers, row: OldRow): Promise<Feedback[] | null> {
  const reader = readers.get(row.source);
  if (!reader || row.evidence === null || row.evidence_encoding === null) return null;
  try {
    return await reader(bytesOf({ evidence: row.evidence, evidenceEncoding: row.evidence_encoding }));
  } catch {
    return null;
  }
}

/**
 * The part of it that is this row's: by its name, else by the address (evidence that was cut has another hash), else the
 * only one.
 */
export function partOf(strapi: Core.Strapi, row: OldRow, items: readonly Feedback[]): Feedback | null {
  const named = items.find(({ eventId }) => eventId === row.event_id);
  const addressed = items.filter(
    ({ keys }) => row.address_hash !== null && readNamed(strapi, keys.address)?.hash === row.address_hash,
  );
  const found = named ?? (addressed.length === 1 ? addressed[0] : items.length === 1 ? items[0] : undefined);
  return found ? { ...found, source: row.source, eventId: row.event_id } : null;
}
