import { useMemo } from 'react';
import { Typography } from '@strapi/design-system';
import { useTheme } from 'styled-components';

import type { Report } from '../../../../contracts';
import { useFormat } from '../../../hooks/useFormat';
import { useT } from '../../../hooks/useT';
import { Section } from '../../Campaigns/Section';
import { Chart } from './Chart';
import { outcomeOption, outcomeSlices, type Colors } from './options';

const HEIGHT = 260;

export const OutcomeChart = ({ report }: { report: Report }) => {
  const t = useT();
  const format = useFormat();
  const { colors } = useTheme() as { colors: Colors };
  const named = useMemo(
    () =>
      outcomeSlices(report).map((slice) => ({
        ...slice,
        name:
          slice.key === 'cancelled' ? t('reports.ledger.state.cancelled') : t(`reports.measure.${slice.key}`),
      })),
    [report, t],
  );
  const option = useMemo(() => outcomeOption(named, colors, format.number), [named, colors, format]);
  const parts = named.map(({ name, count }) => `${name} ${format.number(count)}`).join(', ');

  return (
    <Section title={t('reports.chart.outcome')}>
      {named.length === 0 ? (
        <Typography textColor="neutral600">{t('reports.chart.outcome-empty')}</Typography>
      ) : (
        <Chart
          option={option}
          height={HEIGHT}
          alternative={t('reports.chart.outcome-alt', { recipients: report.ledger.recipients, parts })}
        />
      )}
    </Section>
  );
};
