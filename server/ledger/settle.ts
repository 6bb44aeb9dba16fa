import type { Core } from '@strapi/strapi';

import { clock } from '../lib/clock';
import { joinTransaction, qualified, type Knex, type Transaction } from '../lib/database';
import { dialectOf, momentPlus, updateFromJson } from '../lib/dialect';
import { DELIVERIES } from './tables';

interface Settled {
  id: number;
  claim: string;
  /** The relay's words. */
  reply: string;
}

/** What became of a claimed row. */
export type Outcome = Settled &
  (
    | { status: 'accepted'; messageId: string }
    | { status: 'rejected'; bounceClass: 'hard' | 'soft'; bounceReason: string }
    | { status: 'deferred'; waitMilliseconds: number }
    /** Not sent through no fault of the recipient: waits again as if never tried. */
    | { status: 'pending' }
    | { status: 'uncertain' }
  );

/** An outcome as a JSON row; a column that it leaves out is null. */
const toRow = (outcome: Outcome) => ({
  id: outcome.id,
  claim: outcome.claim,
  status: outcome.status,
  // A NUL, which a server may well send, has no place in a text of PostgreSQL.
  reply: outcome.reply.replaceAll('\0', ''),
  ...(outcome.status === 'accepted' && { message_id: outcome.messageId }),
  ...(outcome.status === 'deferred' && { wait: Math.round(outcome.waitMilliseconds) }),
  ...(outcome.status === 'rejected' && {
    bounce_class: outcome.bounceClass,
    bounce_reason: outcome.bounceReason,
  }),
});

/**
 * Writes outcomes in one statement, whatever they are.
 * A row that was declared uncertain in the meantime (its worker was taken for dead) is set right; a row that is no
 * longer of its claim is left alone.
 * @param within more to do in the same transaction, e.g. suppressions.
 */
export async function settleGroup(
  strapi: Core.Strapi,
  outcomes: readonly Outcome[],
  within?: (trx: Transaction) => Promise<void>,
): Promise<void> {
  // One statement is a transaction by itself, and collides with nobody but on MySQL.
  if (!within && dialectOf(strapi) !== 'mysql') return write(strapi, strapi.db.connection, outcomes);
  await joinTransaction(strapi, undefined, async (trx) => {
    await write(strapi, trx, outcomes);
    await within?.(trx);
  });
}

async function write(
  strapi: Core.Strapi,
  runner: Pick<Knex, 'raw'>,
  outcomes: readonly Outcome[],
): Promise<void> {
  const now = clock.now();
  const when = (status: Outcome['status'], column: string, then = '?') =>
    `case when v.status = '${status}' then ${then} else t.${column} end`;
  await updateFromJson(strapi, runner, {
    table: qualified(strapi, DELIVERIES),
    rows: outcomes.map(toRow),
    columns: {
      id: 'integer',
      claim: 'text',
      status: 'text',
      reply: 'text',
      message_id: 'text',
      wait: 'integer',
      bounce_class: 'text',
      bounce_reason: 'text',
    },
    set: {
      status: { sql: 'v.status' },
      reply: { sql: 'v.reply' },
      attempts: { sql: when('pending', 'attempts', 't.attempts - 1') },
      message_id: { sql: 'coalesce(v.message_id, t.message_id)' },
      next_attempt_at: {
        sql: when('deferred', 'next_attempt_at', momentPlus(strapi, 'v.wait')),
        bindings: [now],
      },
      accepted_at: { sql: when('accepted', 'accepted_at'), bindings: [now] },
      bounce_class: { sql: 'coalesce(v.bounce_class, t.bounce_class)' },
      bounce_reason: { sql: 'coalesce(v.bounce_reason, t.bounce_reason)' },
      bounced_at: { sql: when('rejected', 'bounced_at'), bindings: [now] },
      updated_at: { sql: '?', bindings: [now] },
    },
    where: { sql: `t.claim = v.claim and t.status in ('in_flight', 'uncertain')` },
  });
}
