import type { Core } from '@strapi/strapi';

import { tokensOf } from '../config';
import { HIDDEN_LINK } from '../delivery';
import { ledgerOf, type LedgerRow } from '../ledger';
import { clock } from '../lib/clock';
import { redacted } from '../lib/redact';

/** Links of a test e-mail carry this id instead of a row's. */
export const TEST_DELIVERY = 0;

/**
 * The row of the ledger that a link belongs to.
 * @returns `unknown` for everything that was not signed here, and for a row that is no more: no reason is given.
 */
export async function readDelivery(
  strapi: Core.Strapi,
  purpose: 'unsubscribe' | 'open' | 'view',
  token: string,
): Promise<LedgerRow | 'test' | 'unknown'> {
  const parts = tokensOf(strapi).verify(purpose, token);
  if (parts?.length !== 1) return 'unknown';
  return deliveryRow(strapi, Number(parts[0]));
}

/** The row and the place of the link that was clicked, null for the hidden one. */
export async function readClick(
  strapi: Core.Strapi,
  token: string,
): Promise<{ row: LedgerRow; position: number | null } | 'test' | 'unknown'> {
  const parts = tokensOf(strapi).verify('click', token);
  if (parts?.length !== 2) return 'unknown';
  const row = await deliveryRow(strapi, Number(parts[0]));
  return typeof row === 'string'
    ? row
    : { row, position: parts[1] === HIDDEN_LINK ? null : Number(parts[1]) };
}

const deliveryRow = async (strapi: Core.Strapi, id: number): Promise<LedgerRow | 'test' | 'unknown'> =>
  id === TEST_DELIVERY ? 'test' : ((await ledgerOf(strapi).row(id)) ?? 'unknown');

/** What the person left counts for the campaign; should that fail, they have left all the same. */
export async function countLeaving(strapi: Core.Strapi, row: LedgerRow): Promise<void> {
  try {
    await ledgerOf(strapi).markUnsubscribed(row.id, clock.now());
  } catch (error) {
    strapi.log.error(`[mail-campaigns] delivery ${row.id}: leaving was not counted: ${redacted(error)}`);
  }
}
