import type { Core } from '@strapi/strapi';

import { qualified, toCount, type Transaction } from '../lib/database';
import { jsonRows, selectRows } from '../lib/dialect';
import { byDelivery, correct, lockDeliveries, storedEvents } from './corrections';
import type { createLinkCounts } from './link-counts';
import type { RuleSettings } from './rules/alone';
import { judge } from './rules/judge';
import { TRAP_MS } from './rules/together';
import { EVENTS } from './tables';
import { NO_TRAITS } from './traits/traits';

/** What the second look needs of an event that was just stored. */
export interface Fresh {
  deliveryId: number;
  occurredAt: Date;
  /** Opens and clicks of that e-mail before. */
  hits: number;
}

/**
 * An e-mail with so many events was not met by a person alone, and whoever floods us must not make us read the flood
 * with every drop. `reclassify` looks at all of them.
 */
const MOST_HITS = 1000;
const MOST_CLICKS = 50;

/**
 * Judges stored events together with those around them, and corrects what came earlier: one query for a group, two more
 * where an e-mail's hidden link or more than one of its links was followed. Only towards `machine`: what lies outside
 * the time looked at may have been evidence, too.
 */
export function createSecondLook(
  strapi: Core.Strapi,
  settings: RuleSettings,
  linkCounts: ReturnType<typeof createLinkCounts>,
): (group: readonly Fresh[], trx: Transaction) => Promise<void> {
  /** The e-mails whose hidden link, or more than one of whose links, was followed lately. */
  const suspects = async (ids: number[], span: [Date, Date], trx: Transaction): Promise<number[]> => {
    const rows = await selectRows<{ delivery_id: number; links: unknown; traps: unknown }>(
      strapi,
      trx,
      `select delivery_id, count(distinct link_id) as links,
         sum(case when type = 'trap' then 1 else 0 end) as traps
       from (select e.delivery_id, e.type, e.link_id from ${jsonRows(strapi, { id: 'integer' }, 'v')}
         join ?? as e on e.delivery_id = v.id
         where e.type in ('click', 'trap') and e.occurred_at between ? and ?
         order by e.occurred_at desc limit ?) as clicks
       group by delivery_id`,
      [
        JSON.stringify(ids.map((id) => ({ id }))),
        qualified(strapi, EVENTS),
        ...span,
        MOST_CLICKS * ids.length,
      ],
    );
    return rows
      .filter(({ links, traps }) => toCount(links) > 1 || toCount(traps) > 0)
      .map(({ delivery_id: id }) => id);
  };

  return async (group, trx) => {
    const fresh = group.filter(({ hits }) => hits < MOST_HITS);
    if (fresh.length === 0) return;
    const times = fresh.map(({ occurredAt }) => occurredAt.getTime());
    const span: [Date, Date] = [
      new Date(Math.min(...times) - TRAP_MS),
      new Date(Math.max(...times) + TRAP_MS),
    ];
    const ids = await suspects([...new Set(fresh.map(({ deliveryId }) => deliveryId))], span, trx);
    if (ids.length === 0) return;
    await lockDeliveries(strapi, ids, trx);
    const rows = await storedEvents(strapi, trx)
      .whereIn('delivery_id', ids)
      .whereBetween('occurred_at', span)
      .orderBy('occurred_at', 'desc')
      .limit(MOST_HITS * ids.length);
    const events = byDelivery(rows);
    const links = await linkCounts(
      [...events.values()].flatMap(([first]) => first?.campaignId ?? []),
      trx,
    );
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
  };
}
