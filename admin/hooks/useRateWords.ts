import { useCallback } from 'react';

import { useT } from './useT';
import { rateOf } from '../lib/rate';

/** "35 per second"; null where nothing moves. */
export const useRateWords = (): ((perSecond: number) => string | null) => {
  const t = useT();
  return useCallback(
    (perSecond) => {
      const rate = rateOf(perSecond);
      return rate && t(`sending.rate.${rate.per}`, { rate: rate.value });
    },
    [t],
  );
};
