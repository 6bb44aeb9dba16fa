import type { Core } from '@strapi/strapi';

import type { SuppressionReason } from '../../../contracts';
import { consentOf } from '../../consent';
import { ledgerOf } from '../../ledger';
import { qualified, table, type Transaction } from '../../lib/database';
import type { FeedbackClass } from '../feedback/feedback';
import { findingOf, type Told } from '../policy/finding';
import { momentOf } from '../policy/matched';
import { isSoft } from '../policy/meaning';
import { DELIVERIES, FEEDBACK } from '../tables';

interface Row {
  delivery_id: number;
  class: FeedbackClass;
  reason: string | null;
  action: string | null;
  reply: string | null;
  occurred_at: unknown;
  received_at: unknown;
}

const toTold = (row: Row): Told => ({
  class: row.class,
  reason: row.reason,
  action: row.action,
  reply: row.reply,
  at: momentOf(row),
});

/**
 * Works the ledger's rows of these e-mails out anew, from all that came back of them. Hold the rows first
 * (`ledger.holdRows`), else what comes in meanwhile may be lost.
 */
export async function correctLedger(
  strapi: Core.Strapi,
  deliveryIds: readonly number[],
  trx: Transaction,
): Promise<void> {
  const rows: Row[] = await table(strapi, FEEDBACK, trx)
    .whereIn('delivery_id', [...deliveryIds])
    .where({ state: 'matched' })
    .orderBy('id')
    .select('delivery_id', 'class', 'reason', 'action', 'reply', 'occurred_at', 'received_at');
  await ledgerOf(strapi).correctRows(
    deliveryIds.map((deliveryId) => ({
      deliveryId,
      ...findingOf(rows.filter((row) => row.delivery_id === deliveryId).map(toTold)),
    })),
    trx,
  );
}

const JUSTIFIES: Record<
  Exclude<SuppressionReason, 'manual'>,
  (row: Pick<Row, 'class' | 'action'>) => boolean
> = {
  hard_bounce: (row) => row.class === 'hard',
  complaint: (row) => row.class === 'complaint',
  soft_limit: isSoft,
};

/**
 * Lifts suppressions after what came back, where nothing that came back from the address proves them any more.
 * @param deliveryIds e-mails of which something else is said now.
 */
export async function liftUnproven(
  strapi: Core.Strapi,
  deliveryIds: readonly number[],
  trx: Transaction,
): Promise<void> {
  const people = [...(await ledgerOf(strapi).sentRows(deliveryIds, trx)).values()].filter(
    ({ contactId }) => contactId !== null,
  );
  const hashes = new Set(people.map((row) => row.addressHash));
  const suppressions = await consentOf(strapi).suppressionsOf([...hashes], trx);
  const told = await proofsAbout(
    strapi,
    people.flatMap(({ contactId }) => contactId ?? []),
    [...suppressions.values()].flatMap(({ feedbackId }) => feedbackId ?? []),
    trx,
  );
  for (const [addressHash, { reason, feedbackId }] of suppressions) {
    if (reason === 'manual' || feedbackId === null) continue;
    // A rest has its reason in many bounces; where those that are left suffice, the next one begins it anew.
    const proofs = told.filter(
      (row) => row.address_hash === addressHash && (reason !== 'soft_limit' || row.id === feedbackId),
    );
    if (proofs.some(JUSTIFIES[reason])) continue;
    await consentOf(strapi).lift([addressHash], [reason], { rule: 'classified-again' }, trx);
  }
}

type Proof = Pick<Row, 'class' | 'action'> & { id: number; address_hash: string };

/**
 * What came back from people, by the address that it came from, and what began a suppression: before the person was
 * erased and came again, it may be.
 */
const proofsAbout = (
  strapi: Core.Strapi,
  contactIds: readonly number[],
  feedbackIds: readonly number[],
  trx: Transaction,
): Promise<Proof[]> =>
  trx
    .from(`${qualified(strapi, FEEDBACK)} as f`)
    .join(`${qualified(strapi, DELIVERIES)} as d`, 'd.id', 'f.delivery_id')
    .where((own) => own.whereIn('f.contact_id', [...contactIds]).orWhereIn('f.id', [...feedbackIds]))
    .where('f.state', 'matched')
    .select<Proof[]>('f.id', 'f.class', 'f.action', 'd.address_hash');
