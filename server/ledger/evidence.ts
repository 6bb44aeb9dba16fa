import type { Core } from '@strapi/strapi';

import { clock } from '../lib/clock';
import {
  despiteCollisions,
  joinTransaction,
  qualified,
  table,
  type Knex,
  type Transaction,
} from '../lib/database';
import { dialectOf, updateFromJson, type JsonUpdate, type Statement } from '../lib/dialect';
import type { Engagement } from './service';
import { DELIVERIES } from './tables';

const COLUMN = {
  opens: 'open_count',
  clicks: 'click_count',
  machineOpens: 'machine_open_count',
  machineClicks: 'machine_click_count',
  privacyOpens: 'privacy_open_count',
} as const satisfies Record<Engagement['counter'], string>;
type Column = (typeof COLUMN)[keyof typeof COLUMN];
const COLUMNS = Object.values(COLUMN);
const each = <T>(make: (column: Column) => T) =>
  Object.fromEntries(COLUMNS.map((column) => [column, make(column)])) as Record<Column, T>;

/** A machine's visit proves less than it seems: a link checker may have the address from elsewhere. */
const proves = ({ counter, by }: Engagement): boolean =>
  by > 0 && counter !== 'machineOpens' && counter !== 'machineClicks';

/** See `LedgerService.engage`. */
export async function engage(
  strapi: Core.Strapi,
  engagements: readonly Engagement[],
  trx: Transaction | undefined,
  alongside?: Statement,
): Promise<void> {
  if (engagements.length === 0) return;
  const update = (runner: Pick<Knex, 'raw'>) =>
    updateFromJson(strapi, runner, { ...counted(strapi, engagements), alongside });
  if (!trx && dialectOf(strapi) === 'postgres')
    await despiteCollisions(strapi, () => update(strapi.db.connection));
  else await joinTransaction(strapi, trx, update);
}

function counted(strapi: Core.Strapi, engagements: readonly Engagement[]): JsonUpdate {
  const rows = new Map<number, Record<Column, number> & { id: number; proof: number }>();
  for (const engagement of engagements) {
    const { deliveryId: id, counter, by } = engagement;
    const row = rows.get(id) ?? { id, proof: 0, ...each(() => 0) };
    row[COLUMN[counter]] += by;
    if (proves(engagement)) row.proof = 1;
    rows.set(id, row);
  }
  const now = clock.now();
  const arrived = (statuses: string) => `case when v.proof = 1 and t.status in (${statuses})`;
  return {
    table: qualified(strapi, DELIVERIES),
    // In the order of the ids, in which others take them, too.
    rows: [...rows.values()].sort((a, b) => a.id - b.id),
    columns: { id: 'integer', proof: 'integer', ...each(() => 'integer' as const) },
    set: {
      ...each((column) => ({ sql: `t.${column} + v.${column}` })),
      updated_at: { sql: `${arrived(`'uncertain'`)} then ? else t.updated_at end`, bindings: [now] },
      // Right whichever of the two columns is set first: of an accepted row the time stands already.
      accepted_at: {
        sql: `${arrived(`'uncertain', 'accepted'`)} then coalesce(t.accepted_at, ?) else t.accepted_at end`,
        bindings: [now],
      },
      status: { sql: `${arrived(`'uncertain'`)} then 'accepted' else t.status end` },
    },
  };
}

/** The person left through this e-mail; the first time counts. */
export async function markUnsubscribed(
  strapi: Core.Strapi,
  deliveryId: number,
  at: Date,
  trx?: Transaction,
): Promise<void> {
  await table(strapi, DELIVERIES, trx)
    .where({ id: deliveryId })
    .whereNull('unsubscribed_at')
    .update({ unsubscribed_at: at, updated_at: clock.now() });
}

/** Takes person, address and the server's words (they repeat the address) out of the rows. Figures stay. */
export async function erase(
  strapi: Core.Strapi,
  contactIds: readonly number[],
  trx: Transaction,
): Promise<void> {
  const rows = () => table(strapi, DELIVERIES, trx).whereIn('contact_id', [...contactIds]);
  await rows().whereIn('status', ['pending', 'deferred']).update({ status: 'excluded', reason: 'erased' });
  await rows().update({ contact_id: null, address: null, reply: null, updated_at: clock.now() });
}
