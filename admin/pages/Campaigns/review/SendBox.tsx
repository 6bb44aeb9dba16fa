import { useState } from 'react';
import { Button, Flex, Typography } from '@strapi/design-system';
import { Clock, PaperPlane } from '@strapi/icons';

import type { Campaign, CampaignCheck } from '../../../../contracts';
import { useT } from '../../../hooks/useT';
import { Section } from '../Section';
import { ScheduleModal } from './ScheduleModal';
import { SendModal } from './SendModal';

/** Now or later; offered where the server offers it. */
export const SendBox = ({ campaign, check }: { campaign: Campaign; check: CampaignCheck | undefined }) => {
  const t = useT();
  const [dialog, setDialog] = useState<'send' | 'schedule' | null>(null);
  const close = () => setDialog(null);
  const maySend = campaign.transitions.includes('send');
  const ready = check?.ready ?? false;

  return (
    <Section title={t('campaigns.review.send-section')}>
      {!maySend ? (
        <Typography>{t('campaigns.review.send-not-allowed')}</Typography>
      ) : (
        <Flex direction="column" alignItems="stretch" gap={3}>
          <Button size="L" startIcon={<PaperPlane />} disabled={!ready} onClick={() => setDialog('send')}>
            {t('campaigns.review.send-now')}
          </Button>
          <Button
            size="L"
            variant="secondary"
            startIcon={<Clock />}
            disabled={!ready}
            onClick={() => setDialog('schedule')}
          >
            {t('campaigns.review.schedule')}
          </Button>
          {check && !ready && (
            <Typography variant="pi" textColor="neutral600">
              {t('campaigns.review.send-blocked')}
            </Typography>
          )}
        </Flex>
      )}
      {dialog === 'send' && check && (
        <SendModal campaign={campaign} audience={check.audience} onClose={close} />
      )}
      {dialog === 'schedule' && (
        <ScheduleModal campaign={campaign} recipients={check?.audience.recipients} onClose={close} />
      )}
    </Section>
  );
};
