import type { CampaignStatus } from '../../../contracts';

const LIVE = 2_000;
const WAITING = 15_000;

/** Milliseconds until to ask again: soon while one is sending, later while one waits for its time; 0 is never. */
export const pollInterval = (statuses: readonly CampaignStatus[]): number => {
  if (statuses.includes('sending')) return LIVE;
  return statuses.includes('scheduled') ? WAITING : 0;
};
