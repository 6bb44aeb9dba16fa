import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Core } from '@strapi/strapi';

import { configOf } from '../config';
import { joinTransaction, table, toCount } from '../lib/database';
import { redacted } from '../lib/redact';
import { byDelivery, correct, lockDeliveries, storedEvents, type StoredEvent } from './corrections';
import type { createLinkCounts } from './link-counts';
import { createReclassificationTurn } from './reclassification-turn';
import type { RuleSettings } from './rules/alone';
import { judge, RULES_VERSION } from './rules/judge';
import { EVENTS } from './tables';
import type { Places } from './traits/places';
import { TRAIT_KEYS, traitsOf, type Traits } from './traits/traits';

/** Events read at once; those of one e-mail beyond it are judged in parts, each by itself. */
const MOST_EVENTS = 5000;
const MOST_DELIVERIES = 500;
const LOOK_AGAIN_MS = 30_000;

export interface Reclassification {
  /** See `TrackingService.reclassify`. */
  run(): Promise<number | null>;
  /** See `TrackingService.start`. */
  start(): void;
  /** Ends the batch that runs; the next start takes up the rest. */
  stop(): Promise<void>;
}

const sameTraits = (a: Traits, b: Traits): boolean => TRAIT_KEYS.every((key) => a[key] === b[key]);

export function createReclassification(
  strapi: Core.Strapi,
  settings: RuleSettings,
  linkCounts: ReturnType<typeof createLinkCounts>,
  places: () => Places | null,
): Reclassification {
  const { tooSoonSeconds, scannerNetworks, geoFile } = configOf(strapi).tracking;
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([RULES_VERSION, tooSoonSeconds, [...scannerNetworks].sort(), !!geoFile]))
    .digest('hex');
  const turn = createReclassificationTurn(strapi, fingerprint, randomUUID());
  const stopping = new AbortController();
  let background: Promise<unknown> = Promise.resolve();

  /** The e-mails after `afterId` that are judged in one go, with how many events they have. */
  const nextDeliveries = async (afterId: number): Promise<{ ids: number[]; events: number }> => {
    const rows: { delivery_id: number; events: unknown }[] = await table(strapi, EVENTS)
      .where('delivery_id', '>', afterId)
      .groupBy('delivery_id')
      .orderBy('delivery_id')
      .limit(MOST_DELIVERIES)
      .select('delivery_id')
      .count({ events: '*' });
    let events = 0;
    const fitting = rows.filter(({ events: own }, index) => {
      events += toCount(own);
      return index === 0 || events <= MOST_EVENTS;
    });
    return {
      ids: fitting.map(({ delivery_id: id }) => id),
      events: fitting.reduce((sum, { events: own }) => sum + toCount(own), 0),
    };
  };

  /** Judges up to `MOST_EVENTS` events of these e-mails, the earliest first. @returns the last one and what changed. */
  const judgePart = (ids: number[], after: StoredEvent | null) =>
    joinTransaction(strapi, undefined, async (trx) => {
      await lockDeliveries(strapi, ids, trx);
      const query = storedEvents(strapi, trx)
        .whereIn('delivery_id', ids)
        .orderBy(['occurred_at', 'id'])
        .limit(MOST_EVENTS);
      if (after) {
        query.where((later) =>
          later
            .where('occurred_at', '>', after.occurredAt)
            .orWhere((same) => same.where('occurred_at', after.occurredAt).where('id', '>', after.id)),
        );
      }
      const events = byDelivery(await query);
      const links = await linkCounts(
        [...events.values()].flatMap(([first]) => first?.campaignId ?? []),
        trx,
      );
      const changes = [...events.values()].flatMap((own) => {
        const verdicts = judge(own, links.get(own[0]?.campaignId ?? 0) ?? 0, settings);
        return own.flatMap((event, index) => {
          const verdict = verdicts[index];
          if (!verdict) return [];
          const traits = traitsOf({ ...event, class: verdict.class }, places(), event);
          const isSame = verdict.class === event.class && verdict.rule === event.rule;
          return isSame && sameTraits(traits, event) ? [] : [{ event, verdict, traits }];
        });
      });
      await correct(strapi, changes, trx);
      return { last: [...events.values()].flat().at(-1) ?? null, changed: changes.length };
    });

  const judgeDeliveries = async (ids: number[], count: number): Promise<number> => {
    let changed = 0;
    let last: StoredEvent | null = null;
    for (let read = 0; read < count; read += MOST_EVENTS) {
      const part: Awaited<ReturnType<typeof judgePart>> = await judgePart(ids, last);
      changed += part.changed;
      last = part.last;
    }
    return changed;
  };

  const work = async (afterId: number): Promise<number> => {
    let changed = 0;
    let last = afterId;
    while (!stopping.signal.aborted) {
      const { ids, events } = await nextDeliveries(last);
      if (ids.length === 0) {
        await turn.end();
        return changed;
      }
      changed += await judgeDeliveries(ids, events);
      last = ids.at(-1) as number;
      await turn.goOn(last);
    }
    await turn.leave(last);
    return changed;
  };

  const runWhenChanged = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const answer = await turn.take(false);
      if (answer === 'done') return;
      if (answer !== 'taken') {
        await work(answer.after);
        return;
      }
      // It may die, or work by the settings of before.
      await sleep(LOOK_AGAIN_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    }
  };

  return {
    async run() {
      const answer = await turn.take(true);
      return typeof answer === 'string' ? null : work(answer.after);
    },
    start() {
      background = runWhenChanged().catch((error: unknown) =>
        strapi.log.error(`[mail-campaigns] opens and clicks were not judged again: ${redacted(error)}`),
      );
    },
    async stop() {
      stopping.abort();
      await background;
    },
  };
}
