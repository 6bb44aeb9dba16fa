import { Typography } from '@strapi/design-system';

import type { Campaign, CampaignLive } from '../../../../contracts';
import { SendingTroubles } from '../../../components/SendingTroubles';
import { useErrorText } from '../../../hooks/useApiError';
import { useT } from '../../../hooks/useT';
import { Section } from '../Section';
import { Brakes } from './Brakes';
import { LiveFigures } from './LiveFigures';
import { Refusals } from './Refusals';

interface Props {
  campaign: Campaign;
  live: CampaignLive | undefined;
  error: unknown;
}

/** How sending gets on at this moment, and what is in its way. */
export const LiveSection = ({ campaign, live, error }: Props) => {
  const t = useT();
  const errorText = useErrorText();
  if (!live && !error) return null;
  return (
    <Section title={t('sending.live.title')}>
      {/* A poll that fails once must not take the figures away. */}
      {!live && <Typography textColor="neutral600">{errorText(error)}</Typography>}
      {live && (
        <>
          <SendingTroubles troubles={live.troubles} timeZone={campaign.timeZone} />
          <LiveFigures campaign={campaign} live={live} />
          <Brakes brakes={live.brakes} timeZone={campaign.timeZone} />
          <Refusals errors={live.errors} timeZone={campaign.timeZone} />
        </>
      )}
    </Section>
  );
};
