import { useCallback } from 'react';

import { useProblemText } from '../../components/ContentProblems';
import { useFormat } from '../../hooks/useFormat';
import { useHasText, useT } from '../../hooks/useT';
import type { Problem } from './campaignForm';

/** The words for a problem of the settings or of the content, by its code. */
export const useCampaignProblemText = (): ((problem: Problem) => string) => {
  const t = useT();
  const format = useFormat();
  const hasText = useHasText();
  const contentText = useProblemText();
  return useCallback(
    (problem) => {
      const key = `campaigns.problem.${problem.code}`;
      if (!hasText(key)) return contentText(problem);
      const { opensAt, timeZone, ...values } = problem.values ?? {};
      const time = opensAt === undefined ? 'none' : format.moment(String(opensAt), String(timeZone));
      return t(key, { ...values, opensAt: time });
    },
    [t, format, hasText, contentText],
  );
};
