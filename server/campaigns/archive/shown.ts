import type { CampaignStatus } from '../../../contracts';

interface Shown {
  inArchive: boolean | null;
  archiveId: string | null;
  startedAt: string | null;
  status: CampaignStatus;
}

/**
 * Whether strangers may read a campaign: it is marked public and goes out, or went out. One that nobody has got yet
 * (the sending window is closed, the relay is down) is no news; one that was paused or cancelled has a reason.
 * @param reached whether the relay has taken an e-mail of it
 */
export const isShown = ({ inArchive, archiveId, startedAt, status }: Shown, reached: boolean): boolean =>
  inArchive === true &&
  archiveId !== null &&
  startedAt !== null &&
  (status === 'sent' || (status === 'sending' && reached));
