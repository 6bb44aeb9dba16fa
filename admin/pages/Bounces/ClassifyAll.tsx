import { useRef, useState } from 'react';
import { Button, Flex, Typography } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';

import { ConfirmDialog } from '../../components/ConfirmDialog';
import { Progress } from '../../components/Progress';
import { useApiError, useToast } from '../../hooks/useApiError';
import { useT } from '../../hooks/useT';
import { useClassifyAgainMutation } from '../../services/bounces';

interface Run {
  looked: number;
  left: number;
}

/** Reads everything that is unmatched or could not be read again, step by step, so that it can be stopped. */
export const ClassifyAll = () => {
  const t = useT();
  const toast = useToast();
  const { showError } = useApiError();
  const [classify] = useClassifyAgainMutation();
  const [asking, setAsking] = useState(false);
  const [run, setRun] = useState<Run | null>(null);
  const stopped = useRef(false);

  const start = async () => {
    stopped.current = false;
    setRun({ looked: 0, left: 0 });
    let [looked, changed, afterId] = [0, 0, 0];
    try {
      for (;;) {
        const step = await classify({ all: true, ...(afterId > 0 && { afterId }) }).unwrap();
        looked += step.looked;
        changed += step.changed;
        setRun({ looked, left: step.left });
        if (stopped.current || step.left === 0 || step.lastId === null) break;
        afterId = step.lastId;
      }
      toast('bounces.classify.done', { count: changed });
    } catch (error) {
      showError(error);
    } finally {
      setRun(null);
    }
  };

  if (run) {
    const all = run.looked + run.left;
    return (
      <Flex gap={3} width="32rem" role="status">
        <Progress value={all === 0 ? 0 : Math.round((100 * run.looked) / all)} />
        <Typography variant="pi" textColor="neutral600" style={{ whiteSpace: 'nowrap' }}>
          {t('bounces.classify.progress', { looked: run.looked, all })}
        </Typography>
        <Button size="S" variant="tertiary" onClick={() => (stopped.current = true)}>
          {t('bounces.classify.stop')}
        </Button>
      </Flex>
    );
  }
  return (
    <>
      <Button variant="secondary" startIcon={<ArrowClockwise />} onClick={() => setAsking(true)}>
        {t('bounces.classify.all')}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => void start()}
        title={t('bounces.classify.all')}
        confirmLabel={t('bounces.classify')}
        variant="default"
      >
        {t('bounces.classify.all.text')}
      </ConfirmDialog>
    </>
  );
};
