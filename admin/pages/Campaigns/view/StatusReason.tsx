import { useState } from 'react';
import { Button, Flex, Link, Typography } from '@strapi/design-system';
import { Play } from '@strapi/icons';
import { NavLink } from 'react-router-dom';

import type { Campaign, CampaignLive } from '../../../../contracts';
import { ServerWords } from '../../../components/ServerWords';
import { TitledNotice } from '../../../components/TitledNotice';
import { useCan } from '../../../hooks/useCan';
import { useHasText, useT } from '../../../hooks/useT';
import { pathTo } from '../../../lib/paths';
import { useCampaignActions } from '../useCampaignActions';

interface Props {
  code: string;
  campaign: Campaign;
  /** The latest refusals, where known. */
  errors: CampaignLive['errors'];
}

/** Reasons of which the settings of sending tell more. */
const IN_THE_SETTINGS = [
  'sender-refused',
  'transport-unavailable',
  'transport-refused',
  'transport-missing',
  'quota-used-up',
  'dkim-invalid',
];

const latestOf = (errors: CampaignLive['errors']): string | undefined =>
  [...errors].sort((a, b) => b.lastAt.localeCompare(a.lastAt))[0]?.reply;

/** Whether the reason itself offers to go on, in one click. A missed time is asked about in the head of the page. */
export const offersToGoOn = ({ status, statusReason, transitions }: Campaign): boolean =>
  status === 'paused' &&
  statusReason !== null &&
  statusReason !== 'missed-schedule' &&
  transitions.includes('resume');

/** What the plugin's code means and what to do about it; a problem of the content speaks for itself. */
export const StatusReason = ({ code, campaign, errors }: Props) => {
  const t = useT();
  const can = useCan();
  const hasText = useHasText();
  const words = [`campaigns.reason.${code}`, `campaigns.problem.${code}`, `error.${code}`].find(hasText);
  const todo = `campaigns.reason.${code}-todo`;
  const hasFailed = campaign.status === 'failed';
  const reply = code === 'sender-refused' ? latestOf(errors) : undefined;
  return (
    <TitledNotice
      tone={hasFailed || code === 'ledger-mismatch' ? 'danger' : 'warning'}
      title={words ? t(words) : t('campaigns.reason.unknown', { code })}
      action={offersToGoOn(campaign) && <GoOn campaign={campaign} />}
    >
      <Flex direction="column" alignItems="stretch" gap={2} width="100%">
        <Typography textColor="neutral700">
          {t(hasText(todo) ? todo : `campaigns.reason.${hasFailed ? 'failed' : 'unknown'}-todo`)}
        </Typography>
        {reply && <ServerWords text={reply} />}
        {IN_THE_SETTINGS.includes(code) && can('settings.read') && (
          <div>
            <Link tag={NavLink} to={pathTo('settings/sending')}>
              {t('sending.trouble.settings')}
            </Link>
          </div>
        )}
      </Flex>
    </TitledNotice>
  );
};

/** Without a question: what waited goes on. */
const GoOn = ({ campaign }: { campaign: Campaign }) => {
  const t = useT();
  const { move } = useCampaignActions();
  const [going, setGoing] = useState(false);
  const goOn = async () => {
    setGoing(true);
    await move(campaign.id, 'resume').catch(() => undefined);
    setGoing(false);
  };
  return (
    <Button startIcon={<Play />} loading={going} onClick={goOn}>
      {t('campaigns.reason.go-on')}
    </Button>
  );
};
