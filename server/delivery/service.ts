import type { Core } from '@strapi/strapi';

import { configOf, loadDkimKeys, transportsOf } from '../config';
import type { WorkerReport } from '../ledger';
import { describe, refused } from '../lib/errors';
import { startEngine, type Engine } from './engine';
import type { CampaignGate } from './gate';
import { createSigner, keysOfAddress, verifyOwnSignature, type Verdict } from './message/dkim';
import { composeSingle, type SingleMail } from './message/single';
import { createThrottle, type Throttle } from './throttle';
import { createRelays, sendOne, type Relays } from './transport';

export interface DeliveryService {
  /** Called once by the campaigns' room at bootstrap. */
  attach(gate: CampaignGate): void;
  /** Starts ticking and working. */
  run(): void;
  /** Stops claiming, waits for what is in flight. Once, however often it is called. */
  stop(): Promise<void>;
  /** A frozen campaign is in status `sending`: plan its lots. Idempotent. */
  enqueue(campaignId: number): Promise<void>;
  /** The status of a campaign changed: whoever sends it looks before the next e-mail leaves. */
  announce(campaignId: number): void;
  /**
   * @returns the relay's answer.
   * @throws ApplicationError `mail-refused` with the relay's words; `mail-uncertain` where the connection broke after the
   * message and nobody knows whether the relay has it.
   */
  sendSingle(mail: SingleMail): Promise<string>;
  /** Signs a sample from this address and verifies it; nothing to find where its domain has no DKIM key. */
  selfCheck(fromAddress: string): Promise<Verdict>;
  /** What this process would say of itself now; null before `run()`. */
  report(): WorkerReport | null;
  readonly relays: Relays;
  readonly throttle: Throttle;
}

const noTransport = () =>
  refused('transport-missing', 'No SMTP server is configured. Set `smtp` in the plugin configuration.');

export const createDeliveryService = ({ strapi }: { strapi: Core.Strapi }): DeliveryService => {
  const config = configOf(strapi);
  const throttle = createThrottle(strapi);
  const relays = createRelays({
    transports: transportsOf(config),
    pace: throttle.pace,
    warn: (message) => strapi.log.warn(`[mail-campaigns] ${message}`),
  });
  const keys = loadDkimKeys(config);
  const compose = (mail: SingleMail) =>
    composeSingle(mail, config.bounceAddress, createSigner(keysOfAddress(keys, mail.from.address)));
  let gate: CampaignGate | undefined;
  let engine: Engine | undefined;
  let stopped: Promise<void> | undefined;

  const stop = async (): Promise<void> => {
    await engine?.stop();
    relays.close();
    await throttle.close();
  };

  return {
    relays,
    throttle,
    attach(given) {
      gate = given;
    },
    run() {
      if (!gate) throw new Error('attach() comes before run()');
      engine = startEngine(strapi, { gate, relays, throttle });
    },
    stop: () => (stopped ??= stop()),
    async enqueue(campaignId) {
      await engine?.plan(campaignId);
    },
    announce: (campaignId) => engine?.announce(campaignId),
    report: () => engine?.report() ?? null,
    async sendSingle(mail) {
      if (relays.connections === 0) throw noTransport();
      const outcome = await sendOne(relays, mail.transport ?? null, await compose(mail));
      if (outcome.kind === 'accepted') return outcome.reply;
      throw outcome.kind === 'unknown'
        ? refused('mail-uncertain', outcome.reply)
        : refused('mail-refused', outcome.reply);
    },
    async selfCheck(fromAddress) {
      const sample = { subject: 'DKIM', html: '<p>DKIM</p>', text: 'DKIM' };
      try {
        const from = { name: '', address: fromAddress };
        const { bytes } = await compose({ ...sample, from, to: fromAddress });
        return verifyOwnSignature(bytes, keysOfAddress(keys, fromAddress));
      } catch (error) {
        return { ok: false, reason: describe(error) };
      }
    },
  };
};
