import { useCallback, useState } from 'react';

import { useApiError, useToast } from '../../hooks/useApiError';
import { useCheckSenderAgainMutation } from '../../services/health';

/** Asks the DNS anew about all senders, one after the other, so that one can see how far it is. */
export const useCheckAll = (ids: readonly number[]) => {
  const toast = useToast();
  const { showError } = useApiError();
  const [check] = useCheckSenderAgainMutation();
  const [done, setDone] = useState<number | null>(null);
  const checkAll = useCallback(async () => {
    setDone(0);
    try {
      for (const [index, id] of ids.entries()) {
        await check(id).unwrap();
        setDone(index + 1);
      }
      toast('health.again.done', { count: ids.length });
    } catch (error) {
      showError(error);
    } finally {
      setDone(null);
    }
  }, [ids, check, toast, showError]);
  /** `done`: null while nothing is being checked. */
  return { checkAll, done };
};
