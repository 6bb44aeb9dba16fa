import { Badge, Box, Flex, Tooltip, Typography } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { styled } from 'styled-components';

import type { LedgerTotals } from '../../../../contracts';
import { TitledNotice } from '../../../components/TitledNotice';
import { useFormat } from '../../../hooks/useFormat';
import { useT } from '../../../hooks/useT';
import { addsUp, RECIPIENT_STATUSES, segments, type RecipientStatus } from '../ledgerFigures';
import { Section } from '../Section';

const COLORS: Record<RecipientStatus, string> = {
  accepted: 'success500',
  rejected: 'danger500',
  uncertain: 'alternative500',
  cancelled: 'neutral500',
  deferred: 'warning500',
  in_flight: 'secondary500',
  pending: 'neutral300',
};

const Bar = styled.div`
  display: flex;
  height: 16px;
  gap: 1px;
  overflow: hidden;
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral150};
`;

const Legend = styled.ul`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(120px, 1fr));
  gap: ${({ theme }) => theme.spaces[3]};
`;

/** Everybody who was considered and what became of them; the sums are checked before one's eyes. */
export const LedgerSection = ({ ledger }: { ledger: LedgerTotals }) => {
  const t = useT();
  const format = useFormat();
  const isSound = addsUp(ledger);
  const summary = RECIPIENT_STATUSES.filter((status) => ledger.byStatus[status])
    .map((status) => `${t(`reports.ledger.state.${status}`)} ${format.number(ledger.byStatus[status])}`)
    .join(', ');
  return (
    <Section
      title={t('campaigns.ledger.title')}
      hint={t('campaigns.ledger.sum', {
        candidates: ledger.candidates,
        excluded: ledger.byStatus.excluded,
        recipients: ledger.recipients,
      })}
      action={isSound && <AddsUp />}
    >
      {!isSound && (
        <TitledNotice tone="danger" title={t('campaigns.ledger.does-not-add-up')}>
          {t('campaigns.ledger.does-not-add-up-todo')}
        </TitledNotice>
      )}
      <Bar
        role="img"
        aria-label={t('campaigns.ledger.bar', { summary: summary || t('campaigns.ledger.none') })}
      >
        {segments(ledger).map(({ status, width }) => (
          <Box key={status} width={`${width}%`} background={COLORS[status]} />
        ))}
      </Bar>
      <Legend>
        {RECIPIENT_STATUSES.map((status) => (
          <LegendItem
            key={status}
            status={status}
            count={ledger.byStatus[status]}
            total={ledger.recipients}
          />
        ))}
      </Legend>
    </Section>
  );
};

export const AddsUp = () => {
  const t = useT();
  return (
    <Badge variant="success">
      <Flex gap={1} tag="span">
        <Check width="10px" height="10px" aria-hidden />
        {t('campaigns.ledger.adds-up')}
      </Flex>
    </Badge>
  );
};

const LegendItem = ({ status, count, total }: { status: RecipientStatus; count: number; total: number }) => {
  const t = useT();
  const format = useFormat();
  const textColor = count ? 'neutral800' : 'neutral500';
  return (
    <li>
      <Tooltip label={t(`campaigns.delivery.${status}-hint`)}>
        <Flex direction="column" alignItems="flex-start" gap={1} tabIndex={0}>
          <Flex gap={2}>
            <Box width="10px" height="10px" borderRadius="2px" background={COLORS[status]} aria-hidden />
            <Typography variant="pi" textColor="neutral600">
              {t(`reports.ledger.state.${status}`)}
            </Typography>
          </Flex>
          <Flex gap={2} alignItems="baseline">
            <Typography variant="delta" textColor={textColor}>
              {format.number(count)}
            </Typography>
            {count > 0 && (
              <Typography variant="pi" textColor="neutral600">
                {format.percent((count / Math.max(1, total)) * 100)}
              </Typography>
            )}
          </Flex>
        </Flex>
      </Tooltip>
    </li>
  );
};
