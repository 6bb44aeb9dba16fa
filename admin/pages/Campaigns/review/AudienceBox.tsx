import { Flex, Loader, Typography } from '@strapi/design-system';

import { EXCLUSION_REASONS, type CampaignCheck } from '../../../../contracts';
import { useFormat } from '../../../hooks/useFormat';
import { useT } from '../../../hooks/useT';
import { Section } from '../Section';

/** How many would get it now, and who would not and why. */
export const AudienceBox = ({ audience }: { audience: CampaignCheck['audience'] | undefined }) => {
  const t = useT();
  if (!audience) {
    return (
      <Section title={t('campaigns.review.audience')}>
        <Loader small>{t('common.loading')}</Loader>
      </Section>
    );
  }
  const { candidates, recipients, excluded } = audience;
  const reasons = EXCLUSION_REASONS.filter((reason) => excluded[reason]);
  return (
    <Section title={t('campaigns.review.audience')} hint={t('campaigns.review.audience-now')}>
      <Flex tag="dl" direction="column" alignItems="stretch" gap={2}>
        <Line label={t('campaigns.review.candidates')} count={candidates} />
        <Line label={t('campaigns.review.excluded')} count={candidates - recipients} isTakenAway />
        {reasons.map((reason) => (
          <Line
            key={reason}
            label={t(`campaigns.exclusion.${reason}`)}
            count={excluded[reason] ?? 0}
            isPart
          />
        ))}
        <Flex height="1px" background="neutral150" aria-hidden />
        <Line label={t('campaigns.review.recipients')} count={recipients} isTotal />
      </Flex>
    </Section>
  );
};

interface LineProps {
  label: string;
  count: number;
  isTakenAway?: boolean;
  isPart?: boolean;
  isTotal?: boolean;
}

const Line = ({ label, count, isTakenAway = false, isPart = false, isTotal = false }: LineProps) => {
  const format = useFormat();
  const variant = isPart ? 'pi' : isTotal ? 'delta' : 'omega';
  const textColor = isPart ? 'neutral600' : 'neutral800';
  return (
    <Flex justifyContent="space-between" gap={4} paddingLeft={isPart ? 4 : 0} alignItems="baseline">
      <Typography tag="dt" variant={variant} textColor={textColor}>
        {label}
      </Typography>
      <Typography tag="dd" variant={variant} textColor={textColor}>
        {isTakenAway && count > 0 && '− '}
        {format.number(count)}
      </Typography>
    </Flex>
  );
};
