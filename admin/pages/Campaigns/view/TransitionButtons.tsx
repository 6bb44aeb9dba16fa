import { useState } from 'react';
import { Button, Flex } from '@strapi/design-system';
import { Clock, Cross, Pencil, Play } from '@strapi/icons';

import type { Campaign, CampaignTransition } from '../../../../contracts';
import { ConfirmDialog } from '../../../components/ConfirmDialog';
import { useT } from '../../../hooks/useT';
import { ScheduleModal } from '../review/ScheduleModal';
import { useCampaignActions } from '../useCampaignActions';
import { offersToGoOn } from './StatusReason';

type Offered = Exclude<CampaignTransition, 'send'>;
type Asked = Exclude<Offered, 'schedule' | 'pause'>;

const LOOKS: Record<Offered, { icon: React.ReactNode; variant: 'default' | 'secondary' | 'danger-light' }> = {
  resume: { icon: <Play />, variant: 'default' },
  pause: { icon: <PauseIcon />, variant: 'secondary' },
  schedule: { icon: <Clock />, variant: 'secondary' },
  unschedule: { icon: <Pencil />, variant: 'secondary' },
  cancel: { icon: <Cross />, variant: 'danger-light' },
};
const ORDER = Object.keys(LOOKS) as Offered[];

/** The set of icons has none for a pause. */
function PauseIcon() {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" fill="currentColor" aria-hidden>
      <path d="M3 2h3.5v12H3zM9.5 2H13v12H9.5z" />
    </svg>
  );
}

/** What may be done next, as the server offers it; only pausing is done without asking. */
export const TransitionButtons = ({ campaign }: { campaign: Campaign }) => {
  const t = useT();
  const { move } = useCampaignActions();
  const [asked, setAsked] = useState<Asked | 'schedule' | null>(null);
  const [pausing, setPausing] = useState(false);
  const close = () => setAsked(null);
  const offered = ORDER.filter(
    (transition) =>
      campaign.transitions.includes(transition) && !(transition === 'resume' && offersToGoOn(campaign)),
  );

  const pause = async () => {
    setPausing(true);
    await move(campaign.id, 'pause').catch(() => undefined);
    setPausing(false);
  };

  if (offered.length === 0) return null;
  return (
    <Flex gap={2} wrap="wrap">
      {offered.map((transition) => (
        <Button
          key={transition}
          startIcon={LOOKS[transition].icon}
          variant={LOOKS[transition].variant}
          loading={transition === 'pause' && pausing}
          onClick={() => (transition === 'pause' ? pause() : setAsked(transition))}
        >
          {t(
            transition === 'schedule'
              ? 'campaigns.transition.reschedule'
              : `campaigns.transition.${transition}`,
          )}
        </Button>
      ))}
      {asked === 'schedule' && <ScheduleModal campaign={campaign} onClose={close} />}
      {asked && asked !== 'schedule' && (
        <ConfirmDialog
          open
          onClose={close}
          onConfirm={() => move(campaign.id, asked)}
          title={t(`campaigns.confirm.${asked}.title`)}
          confirmLabel={t(`campaigns.confirm.${asked}.confirm`)}
          dismissLabel={t('campaigns.confirm.dismiss')}
          variant={asked === 'cancel' ? 'danger' : 'default'}
        >
          <Consequence campaign={campaign} transition={asked} />
        </ConfirmDialog>
      )}
    </Flex>
  );
};

const Consequence = ({ campaign: { ledger }, transition }: { campaign: Campaign; transition: Asked }) => {
  const t = useT();
  const waiting = ledger ? ledger.byStatus.pending + ledger.byStatus.deferred : null;
  switch (transition) {
    case 'cancel':
      return waiting === null
        ? t('campaigns.confirm.cancel.body')
        : t('campaigns.confirm.cancel.body-sending', { count: waiting });
    case 'resume':
      return waiting === null
        ? t('campaigns.confirm.resume.body-late')
        : t('campaigns.confirm.resume.body', { count: waiting });
    case 'unschedule':
      return t('campaigns.confirm.unschedule.body');
  }
};
