import { Button, Flex } from '@strapi/design-system';
import { ArrowClockwise, Check } from '@strapi/icons';

import type { FeedbackRow } from '../../../contracts';
import { useApiError, useToast } from '../../hooks/useApiError';
import { useT } from '../../hooks/useT';
import { useClassifyAgainMutation, useDismissFeedbackMutation } from '../../services/bounces';

/** What can be done with feedback; the same for one and for many. */
export const FeedbackActions = ({ rows, onDone }: { rows: FeedbackRow[]; onDone: () => void }) => {
  const t = useT();
  const toast = useToast();
  const { showError } = useApiError();
  const [classify, classifying] = useClassifyAgainMutation();
  const [dismiss, dismissing] = useDismissFeedbackMutation();
  const idsOf = (some: FeedbackRow[]) => some.map(({ id }) => id);
  const readable = rows.filter(({ hasEvidence }) => hasEvidence);
  const open = rows.filter(({ state }) => state === 'unmatched' || state === 'poison');
  const dismissed = rows.filter(({ state }) => state === 'dismissed');

  const run = async (work: () => Promise<[key: string, count: number]>) => {
    try {
      const [key, count] = await work();
      toast(key, { count });
      onDone();
    } catch (error) {
      showError(error);
    }
  };
  const put = (some: FeedbackRow[], aside: boolean) =>
    run(async () => {
      const { changed } = await dismiss({ ids: idsOf(some), dismissed: aside }).unwrap();
      return [aside ? 'bounces.dismiss.done' : 'bounces.dismiss.undone', changed];
    });

  return (
    <Flex gap={2} wrap="wrap">
      {readable.length > 0 && (
        <Button
          size="S"
          variant="secondary"
          startIcon={<ArrowClockwise />}
          loading={classifying.isLoading}
          onClick={() =>
            run(async () => {
              const { changed } = await classify({ ids: idsOf(readable) }).unwrap();
              return ['bounces.classify.done', changed];
            })
          }
        >
          {t('bounces.classify')}
        </Button>
      )}
      {open.length > 0 && (
        <Button
          size="S"
          variant="tertiary"
          startIcon={<Check />}
          loading={dismissing.isLoading}
          onClick={() => put(open, true)}
        >
          {t('bounces.dismiss')}
        </Button>
      )}
      {dismissed.length > 0 && (
        <Button
          size="S"
          variant="tertiary"
          loading={dismissing.isLoading}
          onClick={() => put(dismissed, false)}
        >
          {t('bounces.dismiss.undo')}
        </Button>
      )}
    </Flex>
  );
};
