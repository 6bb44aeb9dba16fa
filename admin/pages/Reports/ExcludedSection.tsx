import { Flex, Typography } from '@strapi/design-system';

import { EXCLUSION_REASONS, type Report } from '../../../contracts';
import { useFormat } from '../../hooks/useFormat';
import { useT } from '../../hooks/useT';
import { Section } from '../Campaigns/Section';

/** Why candidates were not written to. */
export const ExcludedSection = ({ report: { ledger } }: { report: Report }) => {
  const t = useT();
  const format = useFormat();
  const reasons = EXCLUSION_REASONS.filter((reason) => ledger.excludedByReason[reason]);
  return (
    <Section title={t('reports.ledger.excluded-title')}>
      {reasons.length === 0 && (
        <Typography textColor="neutral600">{t('reports.ledger.excluded-none')}</Typography>
      )}
      <Flex tag="dl" direction="column" alignItems="stretch" gap={2}>
        {reasons.map((reason) => (
          <Flex key={reason} justifyContent="space-between" gap={4}>
            <Typography tag="dt">{t(`campaigns.exclusion.${reason}`)}</Typography>
            <Typography tag="dd" fontWeight="semiBold">
              {format.number(ledger.excludedByReason[reason] ?? 0)}
            </Typography>
          </Flex>
        ))}
      </Flex>
    </Section>
  );
};
