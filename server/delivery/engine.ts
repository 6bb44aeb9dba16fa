import { randomUUID } from 'node:crypto';

import type { Core } from '@strapi/strapi';

import { configOf } from '../config';
import { ledgerOf, type WorkerReport } from '../ledger';
import { createComposers } from './composers';
import type { CampaignGate } from './gate';
import { createPlanner } from './planner';
import { createQueue, handlesJobs } from './queue';
import type { Throttle } from './throttle';
import type { Relays } from './transport';
import { createWorker } from './worker/worker';

/** Lots of different campaigns that are worked on at once, so that one that waits does not hold up another. */
const LOTS_AT_ONCE = 4;

/** What plans and sends, from the start of the process to its end. */
export interface Engine {
  plan(campaignId: number): Promise<void>;
  /** The status of a campaign changed: all processes look before their next e-mail leaves. */
  announce(campaignId: number): void;
  report(): WorkerReport;
  /** Claims no more, waits for what is on the wire, leaves the rest to others. */
  stop(): Promise<void>;
}

export function startEngine(
  strapi: Core.Strapi,
  parts: { gate: CampaignGate; relays: Relays; throttle: Throttle },
): Engine {
  const { gate, relays, throttle } = parts;
  const {
    sending,
    queue: { role },
  } = configOf(strapi);
  const workerId = randomUUID();
  let stopped = false;
  const queue = createQueue(strapi);
  const composerFor = createComposers(strapi);
  const worker = createWorker(strapi, {
    ...parts,
    workerId,
    rules: sending,
    open: async (campaignId) => ({
      compose: await composerFor(campaignId),
      transport: await gate.transport(campaignId),
    }),
    // A campaign that is done ends now, and retries that are due leave now: neither waits for the next tick.
    onIdle: () => {
      if (!stopped) void planner.planAll();
    },
  });
  const report = (): WorkerReport => {
    const trouble = queue.trouble();
    return {
      role,
      inFlight: worker.inFlight,
      transports: relays.live(),
      brakes: throttle.brake.states(),
      sentLastMinute: worker.sentLastMinute(),
      queueTrouble: trouble && { since: trouble.since.toISOString(), reply: trouble.reply },
    };
  };
  const planner = createPlanner(strapi, {
    workerId,
    queue,
    gate,
    report,
    releaseStrays: () => worker.releaseStrays(),
    isHeld: (campaignId) => worker.isHeld(campaignId),
    isOpen: async () => (await throttle.window()).open,
  });
  queue.onAnnounce((campaignId) => {
    worker.announce(campaignId);
    // Whoever resumes a campaign has mended something.
    relays.tryAgain();
  });

  let timer: NodeJS.Timeout | undefined;
  let ticking = Promise.resolve();
  const tick = (): Promise<void> =>
    planner.tick().finally(() => {
      if (stopped) return;
      timer = setTimeout(() => (ticking = tick()), sending.tickSeconds * 1000);
    });
  // The first heartbeat comes before the first claim: rows of a worker that nobody knows count as abandoned.
  ticking = tick().then(() => {
    if (handlesJobs(strapi) && !stopped) queue.process((job) => worker.handle(job), LOTS_AT_ONCE);
  });

  return {
    plan: (campaignId) => planner.plan(campaignId),
    announce: (campaignId) => {
      void queue.announce(campaignId);
    },
    report,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      const milliseconds = sending.drainSeconds * 1000;
      const drained = worker.drain(milliseconds);
      await ticking;
      clearTimeout(timer);
      await queue.close(milliseconds);
      await drained;
      await ledgerOf(strapi).retire(workerId);
    },
  };
}
