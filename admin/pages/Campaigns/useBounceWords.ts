import { useCallback } from 'react';

import { useHasText, useT } from '../../hooks/useT';

/** A bounce reason such as `mailbox_full` in words; a reason that is new to the panel shows itself. */
export const useBounceWords = (): ((reason: string | null) => string | null) => {
  const t = useT();
  const hasText = useHasText();
  return useCallback(
    (reason) => {
      const key = `campaigns.bounce.${reason}`;
      return reason && hasText(key) ? t(key) : reason;
    },
    [t, hasText],
  );
};
