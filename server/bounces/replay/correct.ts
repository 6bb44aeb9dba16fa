import type { Core } from '@strapi/strapi';

import type { SuppressionReason } from '../../../contracts';
import { consentOf } from '../../consent';
import { ledgerOf } from '../../ledger';
import { table, type Transaction } from '../../lib/database';
import type { FeedbackClass } from '../feedback/feedback';
import { findingOf, type Told } from '../policy/finding';
import { momentOf } from '../policy/matched';
import { isSoft } from '../policy/meaning';
import { FEEDBACK } from '../tables';

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
 * Lifts suppressions whose proof does not prove it any more, unless something else that came back does.
 * @param feedbackIds rows that say something else now.
 */
export async function liftUnproven(
  strapi: Core.Strapi,
  feedbackIds: readonly number[],
  trx: Transaction,
): Promise<void> {
  for (const { addressHash, reason, feedbackId } of await consentOf(strapi).suppressedBy(feedbackIds, trx)) {
    if (reason === 'manual') continue;
    const proofs: (Pick<Row, 'class' | 'action'> & { id: number; contact_id: number | null })[] = await table(
      strapi,
      FEEDBACK,
      trx,
    )
      .where({ id: feedbackId })
      .select('id', 'class', 'action', 'contact_id');
    const [proof] = proofs;
    if (!proof?.contact_id || JUSTIFIES[reason](proof)) continue;
    const others: Pick<Row, 'class' | 'action'>[] = await table(strapi, FEEDBACK, trx)
      .where({ contact_id: proof.contact_id, state: 'matched' })
      .whereNot({ id: feedbackId })
      .select('class', 'action');
    // A rest has its reason in many bounces; where those that are left suffice, the next one begins it anew.
    if (reason !== 'soft_limit' && others.some(JUSTIFIES[reason])) continue;
    await consentOf(strapi).lift([addressHash], [reason], { rule: 'classified-again' }, trx);
  }
}
