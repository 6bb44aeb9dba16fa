import type { Core } from '@strapi/strapi';

import { tokensOf } from '../../config';
import { clock } from '../../lib/clock';

/** The button stands on the page that says goodbye; nobody comes back to that page after a day. */
export const UNDO_MS = 24 * 60 * 60 * 1000;
const LONGEST = 200;

export interface Undo {
  listIds: number[];
  /** What was left after this moment was not left through the page that the button stands on. */
  leftBy: Date;
}

/**
 * @param link what the page was opened by: the row of the ledger, or another id of `[A-Za-z0-9_-]`.
 * @returns null where there is nothing to bring back, or more lists than a token holds.
 */
export function signUndo(
  strapi: Core.Strapi,
  link: number | string,
  listIds: readonly number[],
): string | null {
  if (listIds.length === 0) return null;
  const proof = tokensOf(strapi).sign('undo', link, clock.now().getTime(), listIds.join('-'));
  return proof.length <= LONGEST ? proof : null;
}

/** @returns null for a forged proof, one of another link, and one that is too old. */
export function readUndo(strapi: Core.Strapi, link: number | string, proof: string): Undo | null {
  const parts = tokensOf(strapi).verify('undo', proof);
  if (parts?.length !== 3 || parts[0] !== String(link)) return null;
  const leftBy = new Date(Number(parts[1]));
  if (clock.now().getTime() - leftBy.getTime() > UNDO_MS) return null;
  return { listIds: (parts[2] ?? '').split('-').map(Number), leftBy };
}
