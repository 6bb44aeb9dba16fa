import type { Core } from '@strapi/strapi';

import { clock } from '../lib/clock';
import { inTransaction, table, type Transaction } from '../lib/database';
import { DELIVERIES } from './tables';

interface Settled {
  id: number;
  /** The relay's words. */
  reply: string;
}

/** What became of a claimed row. */
export type Outcome = Settled &
  (
    | { status: 'accepted'; messageId: string }
    | { status: 'rejected'; bounceClass: 'hard' | 'soft'; bounceReason: string }
    | { status: 'deferred'; nextAttemptAt: Date }
    /** Not sent through no fault of the recipient: waits again as if never tried. */
    | { status: 'pending' }
    | { status: 'uncertain' }
  );

type Fields = Record<string, unknown>;

const fieldsOf = (outcome: Outcome, now: Date): Fields => {
  switch (outcome.status) {
    case 'accepted':
      return { status: 'accepted', accepted_at: now };
    case 'rejected':
      return {
        status: 'rejected',
        bounce_class: outcome.bounceClass,
        bounce_reason: outcome.bounceReason,
        bounced_at: now,
      };
    case 'deferred':
      return { status: 'deferred', next_attempt_at: outcome.nextAttemptAt };
    case 'pending':
      return { status: 'pending' };
    case 'uncertain':
      return { status: 'uncertain' };
  }
};

/**
 * Writes the outcomes of one claim in one transaction, one statement per kind of outcome.
 * A row that was declared uncertain in the meantime (its worker was taken for dead) is set right; a row that is no
 * longer of this claim is left alone.
 * @param within more to do in the same transaction, e.g. suppressions.
 */
export function settleGroup(
  strapi: Core.Strapi,
  claim: string,
  outcomes: readonly Outcome[],
  within: (trx: Transaction) => Promise<void>,
): Promise<void> {
  return inTransaction(strapi, async (trx) => {
    const now = clock.now();
    const groups = new Map<string, { fields: Fields; outcomes: Outcome[] }>();
    for (const outcome of outcomes) {
      const fields = fieldsOf(outcome, now);
      const key = JSON.stringify(fields);
      const group = groups.get(key) ?? { fields, outcomes: [] };
      group.outcomes.push(outcome);
      groups.set(key, group);
    }
    for (const group of groups.values()) {
      await table(strapi, DELIVERIES, trx)
        .where({ claim })
        .whereIn('status', ['in_flight', 'uncertain'])
        .whereIn(
          'id',
          group.outcomes.map(({ id }) => id),
        )
        .update({
          ...group.fields,
          reply: perRow(
            trx,
            group.outcomes.map(({ id, reply }) => [id, reply]),
          ),
          ...(group.fields.status === 'accepted' && {
            message_id: perRow(
              trx,
              group.outcomes.map((outcome) => [
                outcome.id,
                outcome.status === 'accepted' ? outcome.messageId : '',
              ]),
            ),
          }),
          updated_at: now,
        });
    }
    await within(trx);
  });
}

/** A text of its own for each row, in one statement. */
const perRow = (trx: Transaction, values: [id: number, value: string][]) =>
  trx.raw(`case id ${values.map(() => 'when ? then ?').join(' ')} end`, values.flat());
