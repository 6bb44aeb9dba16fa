import type { Core } from '@strapi/strapi';

import { configOf } from '../config';
import { ledgerOf, type WorkerReport } from '../ledger';
import { redacted } from '../lib/redact';
import type { CampaignGate } from './gate';
import type { SendJob, SendQueue } from './queue';

export interface Planner {
  /** Puts what is due of a campaign into the queue, where little of it waits there. */
  plan(campaignId: number): Promise<void>;
  /** Plans every campaign that is being sent, and ends those that are done. Never throws. */
  planAll(): Promise<void>;
  /** One round: heartbeat, dead workers, strays, due campaigns, lots and retries, ends. Never throws. */
  tick(): Promise<void>;
}

interface PlannerParts {
  workerId: string;
  queue: SendQueue;
  gate: CampaignGate;
  report(): WorkerReport;
  /** See `Worker`. */
  releaseStrays(): Promise<void>;
  /** Whether planning a campaign is of no use at the moment. */
  isHeld(campaignId: number): boolean;
  /** Whether e-mails may leave now. */
  isOpen(): Promise<boolean>;
}

/** Lots of a campaign that wait at most: enough for several ticks, whatever the campaign's size. */
const WAITING_LOTS = 100;
const FEW_LOTS = WAITING_LOTS / 4;

/** Keeps queue and ledger together: the ledger is the truth, the queue is rebuilt from it. */
export function createPlanner(strapi: Core.Strapi, parts: PlannerParts): Planner {
  const { workerId, queue, gate } = parts;
  const ledger = ledgerOf(strapi);
  const { sending } = configOf(strapi);
  const window = { limit: WAITING_LOTS * sending.lotSize };
  /** Up to where each campaign is planned in this pass. */
  const planned = new Map<number, number>();

  /** Lots begin at multiples of their size: whoever plans makes the same ones, and the queue keeps each once. */
  const jobsFor = (campaignId: number, ids: readonly number[]): SendJob[] => {
    const lots = new Set(ids.map((id) => Math.floor(id / sending.lotSize)));
    return [...lots].map((lot) => ({
      campaignId,
      fromId: lot * sending.lotSize,
      toId: (lot + 1) * sending.lotSize - 1,
    }));
  };

  const plan = async (campaignId: number): Promise<void> => {
    // The queue has told its trouble; what is due is planned when it is over.
    if (queue.trouble() || parts.isHeld(campaignId) || !(await parts.isOpen())) return;
    const waiting = await queue.count(campaignId);
    if (waiting === 0) planned.delete(campaignId);
    if (waiting > FEW_LOTS) return;
    const ids = await ledger.waiting(campaignId, { ...window, afterId: planned.get(campaignId) ?? 0 });
    const jobs = jobsFor(campaignId, ids);
    const last = jobs.at(-1);
    if (last) planned.set(campaignId, last.toId);
    const retries = await ledger.dueRetries(campaignId, window.limit);
    const all = [...jobs, ...jobsFor(campaignId, retries)];
    if (all.length > 0) await queue.add(all);
    else if (waiting === 0 && !(await ledger.isUnfinished(campaignId))) await gate.finished(campaignId);
  };

  const reap = async (): Promise<void> => {
    for (const campaignId of await ledger.reapDeadWorkers(workerId, sending.workerTimeoutSeconds)) {
      const policy = await gate.uncertainPolicy(campaignId);
      if (policy !== 'hold') await ledger.resolveUncertain(campaignId, policy);
    }
  };

  const steps: [string, () => Promise<void>][] = [
    ['heartbeat', () => ledger.heartbeat(workerId, parts.report())],
    ['dead workers', reap],
    ['strays', () => parts.releaseStrays()],
    ['due campaigns', () => gate.tick()],
  ];

  const run = async (name: string, step: () => Promise<void>): Promise<void> => {
    try {
      await step();
    } catch (error) {
      strapi.log.error(`[mail-campaigns] ${name}: ${redacted(error)}`);
    }
  };
  let planning: Promise<void> | undefined;
  const planAll = (): Promise<void> =>
    (planning ??= run('lots', async () => {
      for (const campaignId of await gate.sending()) await plan(campaignId);
    }).finally(() => (planning = undefined)));

  return {
    plan,
    planAll,
    async tick() {
      for (const [name, step] of steps) await run(name, step);
      await planAll();
    },
  };
}
