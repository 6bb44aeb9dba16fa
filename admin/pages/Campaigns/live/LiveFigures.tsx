import type { ReactNode } from 'react';
import { Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { Campaign, CampaignLive } from '../../../../contracts';
import { useFormat } from '../../../hooks/useFormat';
import { useT } from '../../../hooks/useT';
import { useRateWords } from '../../../hooks/useRateWords';

const Figures = styled.dl`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr));
  gap: ${({ theme }) => theme.spaces[5]};
`;

interface FigureProps {
  label: string;
  value: string;
  /** How it comes about, in words. */
  children?: ReactNode;
}

const Figure = ({ label, value, children }: FigureProps) => (
  <Flex direction="column" alignItems="flex-start" gap={1}>
    <Typography tag="dt" variant="sigma" textColor="neutral600">
      {label}
    </Typography>
    <Typography tag="dd" variant="beta" textColor="neutral800">
      {value}
    </Typography>
    {children && (
      <Typography tag="dd" variant="pi" textColor="neutral600">
        {children}
      </Typography>
    )}
  </Flex>
);

/** How fast, how much is left, and when it will be done, each with where it comes from. */
export const LiveFigures = ({ campaign, live }: { campaign: Campaign; live: CampaignLive }) => {
  const t = useT();
  const format = useFormat();
  const rateWords = useRateWords();
  const isSending = campaign.status === 'sending';
  const rate = rateWords(live.ratePerSecond);
  return (
    <Figures>
      {isSending && (
        <Figure label={t('sending.live.rate')} value={rate ?? '–'}>
          {t(rate ? 'sending.live.rate.hint' : 'sending.live.rate.none')}
        </Figure>
      )}
      <Figure label={t('sending.live.remaining')} value={format.number(live.remaining)}>
        {live.deferred > 0 && t('sending.live.deferred', { count: live.deferred })}
      </Figure>
      {isSending && <End live={live} timeZone={campaign.timeZone} />}
    </Figures>
  );
};

const End = ({ live, timeZone }: { live: CampaignLive; timeZone: string }) => {
  const t = useT();
  const format = useFormat();
  const rateWords = useRateWords();
  const { estimate, remaining, deferred, ratePerSecond } = live;
  if (!estimate) {
    return (
      <Figure label={t('sending.live.end')} value="–">
        {remaining > 0 && t('sending.live.end.unknown')}
      </Figure>
    );
  }
  const derivation = t(`sending.live.end.${estimate.basis}`, {
    remaining,
    deferred,
    rate: rateWords(ratePerSecond) ?? 'none',
  });
  return (
    <Figure label={t('sending.live.end')} value={format.moment(estimate.endsAt, timeZone)}>
      {`${format.relative(estimate.endsAt)} · ${derivation}`}
    </Figure>
  );
};
