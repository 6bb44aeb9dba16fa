import type { ClaimedRow } from '../../ledger';
import { clock } from '../../lib/clock';
import type { CampaignGate } from '../gate';
import type { ComposedMessage } from '../message/message';

export type Compose = (row: ClaimedRow, date: Date) => Promise<ComposedMessage>;

/** How long the status of a campaign is trusted where nobody announces a change (raw SQL does not). */
const TRUST_MILLISECONDS = 1_000;

export interface OpenCampaigns {
  /** Whether a campaign may be sent now. As cheap as a look into memory, most of the time. */
  isSending(campaignId: number): Promise<boolean>;
  /** The status of a campaign changed: it is asked for again before the next e-mail leaves. */
  forget(campaignId: number): void;
}

/** What a worker knows of the status of the campaigns that it sends. */
export function createOpenCampaigns(gate: CampaignGate): OpenCampaigns {
  const known = new Map<number, { sending: Promise<boolean>; until: number }>();
  return {
    isSending(campaignId) {
      const now = clock.now().getTime();
      const entry = known.get(campaignId);
      if (entry && entry.until > now) return entry.sending;
      const fresh = { sending: gate.isSending(campaignId), until: now + TRUST_MILLISECONDS };
      known.set(campaignId, fresh);
      fresh.sending.catch(() => known.delete(campaignId));
      return fresh.sending;
    },
    forget: (campaignId) => void known.delete(campaignId),
  };
}
