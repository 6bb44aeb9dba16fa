import { useEffect } from 'react';

import type { Campaign, CampaignLive } from '../../../../contracts';
import { useCampaignLiveQuery } from '../../../services/campaigns';
import { pollInterval } from '../pollInterval';

/** The figures of a campaign that is going out, asked again and again while it does; nothing for any other. */
export const useCampaignLive = (campaign: Campaign): { live: CampaignLive | undefined; error: unknown } => {
  const { id, status, ledger } = campaign;
  const skip = !ledger || (status !== 'sending' && status !== 'paused');
  const {
    currentData: live,
    error,
    refetch,
  } = useCampaignLiveQuery(id, { skip, pollingInterval: pollInterval([campaign]) });
  // Asking ends with the sending; what stopped it is in the answer after that.
  useEffect(() => {
    if (!skip) void refetch();
  }, [skip, status, refetch]);
  return { live: skip ? undefined : live, error };
};
