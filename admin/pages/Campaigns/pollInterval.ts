import type { CampaignStatus, LedgerTotals } from '../../../contracts';

const LIVE = 2_000;
const WAITING = 15_000;

interface Moving {
  status: CampaignStatus;
  ledger?: LedgerTotals | null;
}

/** E-mails are on their way, also for a moment after a pause or a cancellation. */
const isLive = ({ status, ledger }: Moving): boolean =>
  status === 'sending' || (ledger?.byStatus.in_flight ?? 0) > 0;

/** Milliseconds until to ask again: soon while e-mails go out, later while one waits for its time; 0 is never. */
export const pollInterval = (campaigns: readonly Moving[]): number => {
  if (campaigns.some(isLive)) return LIVE;
  return campaigns.some(({ status }) => status === 'scheduled') ? WAITING : 0;
};
