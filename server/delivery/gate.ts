/** What the campaign's room answers to the one that sends. */
export interface CampaignGate {
  /** False for paused, cancelled and unknown ones. */
  isSending(campaignId: number): Promise<boolean>;
  /** Ids of all campaigns in status `sending`. */
  sending(): Promise<number[]>;
  /** Sending cannot go on, e.g. `sender-refused`. */
  pause(campaignId: number, reason: string): Promise<void>;
  /** Nothing pending, in flight or deferred is left. */
  finished(campaignId: number): Promise<void>;
  /** The transport that the campaign's sender chose; null: all by weight. */
  transport(campaignId: number): Promise<string | null>;
  /** What a dead worker left behind. */
  uncertainPolicy(campaignId: number): Promise<'hold' | 'resend' | 'close'>;
  /** Called each tick before anything else: starts due campaigns. */
  tick(): Promise<void>;
}
