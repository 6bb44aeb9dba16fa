import { useNavigate } from 'react-router-dom';

import type { CampaignTransition } from '../../../contracts';
import { useApiError, useToast } from '../../hooks/useApiError';
import { pathTo } from '../../lib/paths';
import {
  useDeleteCampaignMutation,
  useDuplicateCampaignMutation,
  useMoveCampaignMutation,
} from '../../services/campaigns';

/** What can be done with a campaign from several screens; each says how it went. All reject when it failed. */
export const useCampaignActions = () => {
  const navigate = useNavigate();
  const toast = useToast();
  const { showError } = useApiError();
  const [duplicateCampaign] = useDuplicateCampaignMutation();
  const [deleteCampaign] = useDeleteCampaignMutation();
  const [moveCampaign] = useMoveCampaignMutation();

  const told = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      showError(error);
      throw error;
    }
  };

  return {
    /** Opens the copy. */
    duplicate: async (id: number) => {
      const copy = await told(duplicateCampaign(id).unwrap());
      toast('campaigns.duplicate.done');
      navigate(pathTo(`campaigns/${copy.id}`));
    },
    remove: async (id: number) => {
      await told(deleteCampaign(id).unwrap());
      toast('campaigns.delete.done');
    },
    move: async (id: number, transition: Exclude<CampaignTransition, 'schedule'>) => {
      await told(moveCampaign({ id, transition }).unwrap());
      toast(`campaigns.transition.done.${transition}`);
    },
  };
};
