import { useState } from 'react';
import { Button, Flex, Typography } from '@strapi/design-system';

import type { Campaign, ResolveUncertainRequest } from '../../../../contracts';
import { ConfirmDialog } from '../../../components/ConfirmDialog';
import { TitledNotice } from '../../../components/TitledNotice';
import { useApiError, useToast } from '../../../hooks/useApiError';
import { useCan } from '../../../hooks/useCan';
import { useT } from '../../../hooks/useT';
import { useResolveUncertainMutation } from '../../../services/campaigns';

type Decision = ResolveUncertainRequest['decision'];

/** Rows of which nobody knows whether they arrived: explained, and decided by a person. */
export const UncertainBox = ({ campaign }: { campaign: Campaign }) => {
  const t = useT();
  const can = useCan();
  const toast = useToast();
  const { showError } = useApiError();
  const [resolve] = useResolveUncertainMutation();
  const [decision, setDecision] = useState<Decision | null>(null);
  const count = campaign.ledger?.byStatus.uncertain ?? 0;
  if (count === 0) return null;

  // A cancelled campaign writes to nobody any more.
  const decisions: Decision[] = campaign.status === 'cancelled' ? ['close'] : ['resend', 'close'];
  const confirm = async (chosen: Decision) => {
    try {
      await resolve({ id: campaign.id, decision: chosen }).unwrap();
      toast(`campaigns.uncertain.done.${chosen}`);
    } catch (error) {
      showError(error);
      throw error;
    }
  };

  return (
    <TitledNotice tone="warning" title={t('campaigns.uncertain.title', { count })}>
      <Typography textColor="neutral700">{t('campaigns.uncertain.body')}</Typography>
      {can('campaigns.send') && (
        <Flex gap={6} paddingTop={3} wrap="wrap" alignItems="flex-start">
          {decisions.map((option) => (
            <Flex key={option} direction="column" alignItems="flex-start" gap={1}>
              <Button variant="secondary" size="S" onClick={() => setDecision(option)}>
                {t(`campaigns.uncertain.${option}`)}
              </Button>
              <Typography variant="pi" textColor="neutral600">
                {t(`campaigns.uncertain.${option}-hint`)}
              </Typography>
            </Flex>
          ))}
        </Flex>
      )}
      {decision && (
        <ConfirmDialog
          open
          onClose={() => setDecision(null)}
          onConfirm={() => confirm(decision)}
          title={t(`campaigns.uncertain.${decision}.title`, { count })}
          confirmLabel={t(`campaigns.uncertain.${decision}.confirm`)}
          variant="default"
        >
          {t(`campaigns.uncertain.${decision}-hint`)}
        </ConfirmDialog>
      )}
    </TitledNotice>
  );
};
