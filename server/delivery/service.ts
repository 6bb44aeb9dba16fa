import type { LedgerTotals } from '../../contracts';

/** One e-mail outside a campaign: a test, a confirmation. */
export interface SingleMail {
  from: { name: string; address: string };
  to: string;
  replyTo?: string | null;
  subject: string;
  html: string;
  text: string;
  headers?: Record<string, string>;
}

/** What the campaign's room answers to the one that sends. */
export interface CampaignGate {
  /** False for paused, cancelled and unknown ones. */
  isSending(campaignId: number): Promise<boolean>;
  /** Ids of all campaigns in status `sending`. */
  sending(): Promise<number[]>;
  /** Sending cannot go on, e.g. `transport-refused`. */
  pause(campaignId: number, reason: string): Promise<void>;
  /** Nothing pending, in flight or deferred is left. */
  finished(campaignId: number, totals: LedgerTotals): Promise<void>;
  /** What a dead worker left behind. */
  uncertainPolicy(campaignId: number): Promise<'hold' | 'resend' | 'close'>;
  /** Called each tick before anything else: starts due campaigns. */
  tick(): Promise<void>;
}

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
