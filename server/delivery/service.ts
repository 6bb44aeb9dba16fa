import { randomUUID } from 'node:crypto';

import type { Core } from '@strapi/strapi';

import { configOf } from '../config';
import { ledgerOf } from '../ledger';
import { refused } from '../lib/errors';
import { createComposers } from './composers';
import type { CampaignGate } from './gate';
import { composeSingle, type SingleMail } from './message/single';
import { createPlanner, type Planner } from './planner';
import { createQueue } from './queue';
import { createPool, type Transport } from './transport';
import { createWorker } from './worker/worker';

export interface DeliveryService {
  /** Called once by the campaigns' room at bootstrap. */
  attach(gate: CampaignGate): void;
  /** Starts ticking and working. */
  run(): void;
  /** Stops claiming, waits for what is in flight. */
  stop(): Promise<void>;
  /** A frozen campaign is in status `sending`: plan its lots. Idempotent. */
  enqueue(campaignId: number): Promise<void>;
  /** @returns the relay's answer. @throws Error with the relay's words when refused. */
  sendSingle(mail: SingleMail): Promise<string>;
  /** Connects and signs in to the relay. */
  verify(): Promise<{ ok: boolean; reply: string }>;
}

/** The parts that live from `run()` to `stop()`. */
interface Engine {
  planner: Planner;
  stop(): Promise<void>;
}

const noTransport = () =>
  refused('transport-missing', 'No SMTP relay is configured. Set `smtp` in the plugin configuration.');

export const createDeliveryService = ({ strapi }: { strapi: Core.Strapi }): DeliveryService => {
  const { smtp, bounceAddress } = configOf(strapi);
  const transport = smtp ? createPool(smtp) : null;
  let gate: CampaignGate | undefined;
  let engine: Engine | undefined;

  return {
    attach(given) {
      gate = given;
    },
    run() {
      if (!gate) throw new Error('attach() comes before run()');
      engine = startEngine(strapi, gate, transport);
    },
    async stop() {
      await engine?.stop();
      transport?.close();
    },
    async enqueue(campaignId) {
      await engine?.planner.plan(campaignId);
    },
    async sendSingle(mail) {
      if (!transport) throw noTransport();
      const { envelope, bytes } = await composeSingle(mail, bounceAddress);
      const outcome = await transport.send(envelope, bytes);
      if (outcome.kind !== 'accepted') throw refused('mail-refused', outcome.reply);
      return outcome.reply;
    },
    async verify() {
      if (!transport) throw noTransport();
      return transport.verify();
    },
  };
};

function startEngine(strapi: Core.Strapi, gate: CampaignGate, transport: Transport | null): Engine {
  const { sending } = configOf(strapi);
  const workerId = randomUUID();
  const queue = createQueue(strapi);
  const planner = createPlanner(strapi, { workerId, queue, gate });
  const worker = createWorker(strapi, {
    workerId,
    gate,
    transport: transport ?? {
      send: () => Promise.resolve({ kind: 'unavailable', reply: 'no relay configured' }),
    },
    rules: sending,
    composerFor: createComposers(strapi),
  });

  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let ticking: Promise<void> = Promise.resolve();
  const tick = (): void => {
    ticking = planner.tick().finally(() => {
      if (!stopped) timer = setTimeout(tick, sending.tickSeconds * 1000);
    });
  };
  // The first heartbeat comes before the first claim: rows of a worker that nobody knows count as abandoned.
  ticking = planner.tick().finally(() => {
    queue.process((job) => worker.handle(job));
    if (!stopped) timer = setTimeout(tick, sending.tickSeconds * 1000);
  });

  return {
    planner,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      worker.stop();
      await ticking;
      clearTimeout(timer);
      await queue.close();
      await ledgerOf(strapi).retire(workerId);
    },
  };
}
