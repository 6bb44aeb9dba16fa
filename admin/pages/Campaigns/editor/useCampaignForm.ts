import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

import type { Campaign, CampaignInput } from '../../../../contracts';
import { useApiError, useToast } from '../../../hooks/useApiError';
import { fieldMessages } from '../../../lib/api-error';
import { useUpdateCampaignMutation } from '../../../services/campaigns';
import { changedFields, forServer, toInput } from '../campaignForm';

export interface CampaignForm {
  values: CampaignInput;
  change: (part: Partial<CampaignInput>) => void;
  isDirty: boolean;
  isSaving: boolean;
  /** The server's words by field path; gone once the field is changed. */
  errors: Record<string, string>;
  /** True where all is saved afterwards. */
  save: () => Promise<boolean>;
}

/** The draft as it is being edited; saved as a whole. */
export const useCampaignForm = (campaign: Campaign): CampaignForm => {
  const toast = useToast();
  const { showError } = useApiError();
  const [update, { isLoading: isSaving }] = useUpdateCampaignMutation();
  const [saved, setSaved] = useState(() => toInput(campaign));
  const [values, setValues] = useState(saved);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const latest = useRef(values);
  useEffect(() => {
    latest.current = values;
  }, [values]);

  const change = useCallback((part: Partial<CampaignInput>) => {
    setValues((current) => ({ ...current, ...part }));
    setErrors((current) => Object.fromEntries(Object.entries(current).filter(([path]) => !(path in part))));
  }, []);

  const isDirty = useMemo(() => changedFields(values, saved).length > 0, [values, saved]);

  const save = useCallback(async () => {
    const sent = latest.current;
    try {
      const stored = toInput(await update({ id: campaign.id, input: forServer(sent) }).unwrap());
      setSaved(stored);
      // Whoever typed on while it was being saved keeps the new words.
      setValues((current) => (current === sent ? stored : current));
      setErrors({});
      toast('campaigns.editor.saved-toast');
      return true;
    } catch (error) {
      setErrors(fieldMessages(error));
      showError(error);
      return false;
    }
  }, [campaign.id, update, toast, showError]);

  return { values, change, isDirty, isSaving, errors, save };
};
