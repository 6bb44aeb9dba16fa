import type { Core } from '@strapi/strapi';

import type { UnmatchedReason } from '../../../contracts';
import { consentOf } from '../../consent';
import { ledgerOf, type SentRow } from '../../ledger';
import { parseAddress } from '../../lib/address';
import type { Transaction } from '../../lib/database';
import type { Feedback } from './feedback';
import { createKeyReader } from './keys';

/** Feedback with what is known of whom it concerns. */
export interface Judged {
  item: Feedback;
  /** Null where it concerns nobody. */
  row: SentRow | null;
  /** `session`: the relay said it while it was given the e-mail. */
  matchedBy: 'tag' | 'message-id' | 'session' | null;
  why: UnmatchedReason | null;
  /** The address that the evidence names, normalised, and its keyed hash. */
  named: { address: string; domain: string; hash: string } | null;
}

/**
 * Whether the relay has, or may have, an e-mail of this row. Where it waits again after an attempt, an earlier one may
 * have got through (the row was uncertain, and a person had it sent again).
 */
const mayHaveLeft = ({ status, attempts }: SentRow): boolean =>
  ['accepted', 'uncertain', 'in_flight'].includes(status) ||
  (['pending', 'deferred'].includes(status) && attempts > 0);

/** An address as contacts have it; null for none. */
export function readNamed(strapi: Core.Strapi, text: string | null): Judged['named'] {
  const parsed = text ? parseAddress(text) : null;
  return parsed && { ...parsed, hash: consentOf(strapi).addressHash(parsed.address) };
}

/**
 * Finds the recipients: by a tag or a Message-ID that was signed here. An address alone finds nobody: anybody can write
 * one into a forged bounce.
 */
export async function match(
  strapi: Core.Strapi,
  items: readonly Feedback[],
  trx: Transaction,
): Promise<Judged[]> {
  const readKeys = createKeyReader(strapi);
  const named = items.map(({ keys }) => readKeys(keys));
  const rows = await ledgerOf(strapi).sentRows(
    named.flatMap((found) => found?.deliveryId ?? []),
    trx,
  );
  return items.map((item, index) => {
    const found = named[index];
    const row = rows.get(found?.deliveryId ?? 0);
    const known = row && mayHaveLeft(row) ? row : null;
    return {
      item,
      row: known,
      matchedBy: (known && found?.by) ?? null,
      why: known ? null : row ? 'never-sent' : 'no-key',
      named: readNamed(strapi, item.keys.address),
    };
  });
}
