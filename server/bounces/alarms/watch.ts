import type { Core } from '@strapi/strapi';

import { clock } from '../../lib/clock';
import { table } from '../../lib/database';
import { redacted } from '../../lib/redact';
import { isAuthentication, isBlock, isRefusedForBefore } from '../policy/meaning';
import type { Matched } from '../policy/matched';
import { FEEDBACK } from '../tables';
import { watchAuthentication, watchBlocks, type HoldDomain } from './blocks';
import { watchComplaints, type PauseCampaign } from './complaints';
import { createTelling, type AlarmListener } from './tell';

/** What those on higher floors do when something goes wrong. */
export interface AlarmListeners {
  pause: PauseCampaign;
  hold: HoldDomain;
  tell: AlarmListener;
}

export interface Watch {
  /** Looks at what was just stored, soon: call it after the commit. */
  note(matched: readonly Matched[]): void;
  /** Looks again at what a process that died may have left: the complaints of the last day, alarms nobody was told of. */
  sweep(): Promise<void>;
  /** Resolves when nothing is left to look at. */
  idle(): Promise<void>;
}

const DAY = 86_400_000;

/** Servers repeat the recipient, and an alarm stays when that person is erased. */
const wordsOf = ({ reply }: Matched['item']): string | null => (reply === null ? null : redacted(reply));

/** Raises alarms, one look at a time: whatever comes in during a look waits for the next one, however much it is. */
export function createWatch(strapi: Core.Strapi, listeners: AlarmListeners): Watch {
  const telling = createTelling(strapi, (alarm) => listeners.tell(alarm));
  let campaigns = new Set<number>();
  let blocked = new Map<string, string | null>();
  let unauthenticated = new Map<string, string | null>();
  let running: Promise<void> | null = null;

  const look = async (): Promise<void> => {
    const [ids, domains, doubted] = [campaigns, blocked, unauthenticated];
    campaigns = new Set();
    blocked = new Map();
    unauthenticated = new Map();
    const raised = [
      ...(ids.size > 0 ? await watchComplaints(strapi, [...ids], (id) => listeners.pause(id)) : []),
      ...(domains.size > 0
        ? await watchBlocks(strapi, domains, (domain, reply) => listeners.hold(domain, reply))
        : []),
      ...(await watchAuthentication(strapi, doubted)),
    ];
    await telling.tell(raised);
  };

  const isWaiting = (): boolean => campaigns.size + blocked.size + unauthenticated.size > 0;

  const run = async (): Promise<void> => {
    while (isWaiting()) {
      try {
        await look();
      } catch (error) {
        strapi.log.error(`[mail-campaigns] alarms could not be looked at: ${redacted(error)}`);
      }
    }
    running = null;
  };

  const start = (): void => {
    if (isWaiting()) running ??= run();
  };

  return {
    note(matched) {
      for (const { item, row } of matched) {
        if (item.class === 'complaint' && !isRefusedForBefore(item)) campaigns.add(row.campaignId);
        if (isBlock(item)) blocked.set(row.domain, wordsOf(item));
        if (isAuthentication(item)) unauthenticated.set(row.domain, wordsOf(item));
      }
      start();
    },
    async sweep() {
      const recent = await table(strapi, FEEDBACK)
        .where({ class: 'complaint' })
        .where('received_at', '>', new Date(clock.now().getTime() - DAY))
        .whereNotNull('campaign_id')
        .distinct('campaign_id')
        .pluck('campaign_id');
      for (const id of recent as number[]) campaigns.add(id);
      start();
      await running;
      await telling.tellLate();
    },
    async idle() {
      while (running) await running;
    },
  };
}
