import { Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { LedgerTotals } from '../../../contracts';
import { useT } from '../../hooks/useT';
import { settledCount, settledPercent } from './ledgerFigures';

/** The design system's bar is made for dark ground and tells no value to a screen reader. */
const Track = styled.div<{ $percent: number }>`
  height: 6px;
  border-radius: 3px;
  overflow: hidden;
  background: ${({ theme }) => theme.colors.neutral200};
  &::after {
    content: '';
    display: block;
    height: 100%;
    border-radius: 3px;
    width: ${({ $percent }) => $percent}%;
    background: ${({ theme }) => theme.colors.primary600};
    @media (prefers-reduced-motion: no-preference) {
      transition: width 0.6s ease-out;
    }
  }
`;

interface Props {
  ledger: LedgerTotals;
  label: string;
  /** The words stand elsewhere already. */
  barOnly?: boolean;
}

/** How far sending has come, as a bar and in words. */
export const SendingProgress = ({ ledger, label, barOnly = false }: Props) => {
  const t = useT();
  const percent = settledPercent(ledger);
  const words = t('campaigns.list.progress', {
    settled: settledCount(ledger),
    recipients: ledger.recipients,
  });
  return (
    <Flex direction="column" alignItems="stretch" gap={1} minWidth="12rem">
      <Track
        $percent={percent}
        role="progressbar"
        aria-label={label}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={words}
      />
      {!barOnly && (
        <Typography variant="pi" textColor="neutral600">
          {words}
        </Typography>
      )}
    </Flex>
  );
};
