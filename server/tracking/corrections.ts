import type { Core } from '@strapi/strapi';

import { ledgerOf, type Engagement } from '../ledger';
import { qualified, table, toDate, type Transaction } from '../lib/database';
import { updateFromJson } from '../lib/dialect';
import type { EventClass, Evidence, Verdict } from './rules/evidence';
import type { KeptEvent } from './rules/judge';
import { DELIVERIES, EVENTS } from './tables';
import { TRAIT_KEYS, type Traits } from './traits/traits';

export interface StoredEvent extends KeptEvent, Traits {
  id: number;
  deliveryId: number;
  campaignId: number;
}

/** A query on events, as the rules read them. */
export const storedEvents = (strapi: Core.Strapi, trx: Transaction) =>
  table(strapi, EVENTS, trx).select<StoredEvent[]>(
    'id',
    'delivery_id as deliveryId',
    'campaign_id as campaignId',
    'type',
    'link_id as linkId',
    'class',
    'rule',
    'ip',
    'user_agent as userAgent',
    'purpose',
    'since_accepted as sinceAccepted',
    'scanner_network as scannerNetwork',
    'occurred_at as occurredAt',
    ...TRAIT_KEYS,
  );

/** The rows of such a query by e-mail, the earliest event first. */
export function byDelivery(rows: readonly StoredEvent[]): Map<number, StoredEvent[]> {
  const events = rows
    .map((row) => ({ ...row, occurredAt: toDate(row.occurredAt) as Date }))
    .sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime() || a.id - b.id);
  const found = new Map<number, StoredEvent[]>();
  for (const event of events) {
    const known = found.get(event.deliveryId);
    if (known) known.push(event);
    else found.set(event.deliveryId, [event]);
  }
  return found;
}

/** Holds rows of the ledger until the commit: whoever judges the same e-mails waits here. */
export async function lockDeliveries(
  strapi: Core.Strapi,
  ids: readonly number[],
  trx: Transaction,
): Promise<void> {
  await table(strapi, DELIVERIES, trx)
    .whereIn('id', [...ids])
    .orderBy('id')
    .forUpdate()
    .select('id');
}

/** The counter of the ledger that an event of this kind stands in; none counts visits to hidden links. */
export function counterOf(type: Evidence['type'], eventClass: EventClass): Engagement['counter'] | null {
  if (type === 'trap') return null;
  if (eventClass === 'machine') return type === 'open' ? 'machineOpens' : 'machineClicks';
  if (eventClass === 'privacy') return 'privacyOpens';
  return type === 'open' ? 'opens' : 'clicks';
}

/** Events to add to the ledger's counters, `by` 1, or to take out of them, `by` -1. */
export const engagementsOf = (
  events: readonly { deliveryId: number; type: Evidence['type']; class: EventClass }[],
  by: 1 | -1,
): Engagement[] =>
  events.flatMap(({ deliveryId, type, class: eventClass }) => {
    const counter = counterOf(type, eventClass);
    return counter ? { deliveryId, counter, by } : [];
  });

/** Fresh events as engagements; the row of a visit to a hidden link is held, too. */
export const touchesOf = (
  events: readonly { deliveryId: number; type: Evidence['type']; class: EventClass }[],
): Engagement[] => [
  ...engagementsOf(events, 1),
  ...events
    .filter(({ type }) => type === 'trap')
    .map(({ deliveryId }): Engagement => ({ deliveryId, counter: 'machineClicks', by: 0 })),
];

const CORRECTED = ['class', 'rule', ...TRAIT_KEYS] as const;
const eachColumn = <T>(make: (column: (typeof CORRECTED)[number]) => T) =>
  Object.fromEntries(CORRECTED.map((column) => [column, make(column)]));

/**
 * Gives events other verdicts, device and place, and moves them between the counters of the ledger. Hold their rows of
 * it first (`lockDeliveries`), else two may take the same event out of a counter.
 */
export async function correct(
  strapi: Core.Strapi,
  changes: readonly { event: StoredEvent; verdict: Verdict; traits: Traits }[],
  trx: Transaction,
): Promise<void> {
  if (changes.length === 0) return;
  await updateFromJson(strapi, trx, {
    table: qualified(strapi, EVENTS),
    rows: changes.map(({ event: { id }, verdict, traits }) => ({ id, ...verdict, ...traits })),
    columns: { id: 'integer', ...eachColumn(() => 'text' as const) },
    set: eachColumn((column) => ({ sql: `v.${column}` })),
  });
  const moved = changes.filter(({ event, verdict }) => event.class !== verdict.class);
  const before = moved.map(({ event }) => event);
  const after = moved.map(({ event, verdict }) => ({ ...event, class: verdict.class }));
  await ledgerOf(strapi).engage([...engagementsOf(before, -1), ...engagementsOf(after, 1)], trx);
}
