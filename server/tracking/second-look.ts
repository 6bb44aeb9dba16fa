import type { Core } from '@strapi/strapi';

import { clock } from '../lib/clock';
import { joinTransaction, qualified, table, toCount, toDate } from '../lib/database';
import { jsonRows, selectRows } from '../lib/dialect';
import { byDelivery, correct, lockDeliveries, storedEvents } from './corrections';
import { anonymise } from './forgetting';
import type { createLinkCounts } from './link-counts';
import type { RuleSettings } from './rules/alone';
import { judge } from './rules/judge';
import { TRAP_MS } from './rules/together';
import { DELIVERIES, EVENTS } from './tables';
import { NO_TRAITS } from './traits/traits';

/** What the second look needs of an event that was just stored. */
export interface Fresh {
  deliveryId: number;
  /** It was known already, so that nothing was kept. */
  isErased: boolean;
  occurredAt: Date;
  /** Opens and clicks of that e-mail before. */
  hits: number;
}

/**
 * An e-mail with so many events was not met by a person alone, and whoever floods us must not make us read the flood
 * with every drop. `reclassify` looks at all of them.
 */
const MOST_HITS = 1000;

/** How much of what was stored last a process looks at when it starts: one that died may not have got to it. */
const LATEST = 500;
const LATEST_MS = 10 * 60_000;

/**
 * Looks at events that were just stored, after their commit, so that of two processes that store for the same e-mail
 * the later one sees both. Judges them together with those around them, and corrects what came earlier: one query for a
 * group, a transaction where an e-mail's hidden link or more than one of its links was followed. Only towards `machine`:
 * what lies outside the time looked at may have been evidence, too. Of people who were erased meanwhile nothing stays.
 */
export function createSecondLook(
  strapi: Core.Strapi,
  settings: RuleSettings,
  linkCounts: ReturnType<typeof createLinkCounts>,
): (group: readonly Fresh[]) => Promise<void> {
  const correctAround = (ids: readonly number[], span: [Date, Date]) =>
    joinTransaction(strapi, undefined, async (trx) => {
      await lockDeliveries(strapi, ids, trx);
      const rows = await storedEvents(strapi, trx)
        .whereIn('delivery_id', [...ids])
        .whereBetween('occurred_at', span)
        .orderBy('occurred_at', 'desc')
        .limit(MOST_HITS * ids.length);
      const events = byDelivery(rows);
      const campaignIds = [...events.values()].flatMap(([first]) => first?.campaignId ?? []);
      const links = await linkCounts(campaignIds, trx);
      const changes = [...events.values()].flatMap((own) => {
        const verdicts = judge(own, links.get(own[0]?.campaignId ?? 0) ?? 0, settings);
        return own.flatMap((event, index) => {
          const verdict = verdicts[index];
          return verdict?.class === 'machine' && event.class !== 'machine'
            ? [{ event, verdict, traits: NO_TRAITS }]
            : [];
        });
      });
      await correct(strapi, changes, trx);
    });

  return async (group) => {
    if (group.length === 0) return;
    const times = group.map(({ occurredAt }) => occurredAt.getTime());
    const span: [Date, Date] = [
      new Date(Math.min(...times) - TRAP_MS),
      new Date(Math.max(...times) + TRAP_MS),
    ];
    const { suspects, erased } = await look(strapi, group, span);
    if (erased.length > 0) await anonymise(strapi, erased);
    if (suspects.length > 0) await correctAround(suspects, span);
  };
}

/**
 * The e-mails whose hidden link, or more than one of whose links, was followed, and those of people just erased. Each
 * e-mail is looked up by itself, with sub-queries that no database makes a join of: whatever it believes of a table that
 * grows by thousands a second, it reads the few events of that e-mail.
 */
async function look(
  strapi: Core.Strapi,
  group: readonly Fresh[],
  span: [Date, Date],
): Promise<{ suspects: number[]; erased: number[] }> {
  const emails = new Map<number, { id: number; judged: 0 | 1; named: 0 | 1 }>();
  for (const { deliveryId: id, hits, isErased } of group) {
    emails.set(id, { id, judged: hits < MOST_HITS ? 1 : 0, named: isErased ? 0 : 1 });
  }
  const around = 'from ?? as e where e.delivery_id = v.id and e.occurred_at between ? and ?';
  const events = [qualified(strapi, EVENTS), ...span];
  const rows = await selectRows<{ id: number; links: unknown; trap: unknown; erased: unknown }>(
    strapi,
    strapi.db.connection,
    `select v.id,
       case when v.judged = 1 then (select count(distinct e.link_id) ${around} and e.type = 'click') end as links,
       case when v.judged = 1 then (select e.id ${around} and e.type = 'trap' limit 1) end as trap,
       case when v.named = 1 then (select d.id from ?? as d where d.id = v.id and d.contact_id is null) end as erased
     from ${jsonRows(strapi, { id: 'integer', judged: 'integer', named: 'integer' }, 'v')}`,
    [...events, ...events, qualified(strapi, DELIVERIES), JSON.stringify([...emails.values()])],
  );
  return {
    suspects: rows.filter(({ links, trap }) => toCount(links) > 1 || trap !== null).map(({ id }) => id),
    erased: rows.filter(({ erased }) => erased !== null).map(({ id }) => id),
  };
}

/** What was stored last, for a second look. */
export async function latest(strapi: Core.Strapi): Promise<Fresh[]> {
  const rows: { deliveryId: number; occurredAt: unknown }[] = await table(strapi, EVENTS)
    .where('occurred_at', '>', new Date(clock.now().getTime() - LATEST_MS))
    .orderBy('id', 'desc')
    .limit(LATEST)
    .select('delivery_id as deliveryId', 'occurred_at as occurredAt');
  return rows.map(({ deliveryId, occurredAt }) => ({
    ...{ deliveryId, isErased: false, hits: 0 },
    occurredAt: toDate(occurredAt) as Date,
  }));
}
