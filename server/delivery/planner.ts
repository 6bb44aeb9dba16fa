import type { Core } from '@strapi/strapi';

import { configOf } from '../config';
import { ledgerOf, unfinished } from '../ledger';
import { describe } from '../lib/errors';
import type { SendQueue } from './queue';
import type { CampaignGate } from './gate';

export interface Planner {
  /** Puts what is due of a campaign into the queue, where the queue has nothing of it any more. */
  plan(campaignId: number): Promise<void>;
  /** One round: heartbeat, dead workers, due campaigns, lost jobs, retries, ends. Never throws. */
  tick(): Promise<void>;
}

/** Keeps queue and ledger together: the ledger is the truth, the queue is rebuilt from it. */
export function createPlanner(
  strapi: Core.Strapi,
  { workerId, queue, gate }: { workerId: string; queue: SendQueue; gate: CampaignGate },
): Planner {
  const ledger = ledgerOf(strapi);
  const { sending } = configOf(strapi);

  const plan = async (campaignId: number): Promise<void> => {
    if ((await queue.count(campaignId)) > 0) return;
    const lots = await ledger.lots(campaignId, sending.lotSize);
    if (lots.length > 0) return queue.add(lots.map((lot) => ({ campaignId, ...lot })));
    const totals = (await ledger.totals([campaignId])).get(campaignId);
    if (totals && unfinished(totals) === 0) await gate.finished(campaignId, totals);
  };

  const reap = async (): Promise<void> => {
    for (const campaignId of await ledger.reapDeadWorkers(workerId, sending.workerTimeoutSeconds)) {
      const policy = await gate.uncertainPolicy(campaignId);
      if (policy !== 'hold') await ledger.resolveUncertain(campaignId, policy);
    }
  };

  const steps: [string, () => Promise<void>][] = [
    ['heartbeat', () => ledger.heartbeat(workerId)],
    ['dead workers', reap],
    ['due campaigns', () => gate.tick()],
    [
      'lots',
      async () => {
        for (const campaignId of await gate.sending()) await plan(campaignId);
      },
    ],
  ];

  return {
    plan,
    async tick() {
      for (const [name, step] of steps) {
        try {
          await step();
        } catch (error) {
          strapi.log.error(`[mail-campaigns] ${name}: ${describe(error)}`);
        }
      }
    },
  };
}
