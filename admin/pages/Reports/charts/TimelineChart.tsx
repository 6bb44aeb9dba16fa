import { useMemo, useState } from 'react';
import { Box, Table, Tbody, Td, TextButton, Th, Thead, Tr, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { useTheme } from 'styled-components';

import type { Report } from '../../../../contracts';
import { useFormat } from '../../../hooks/useFormat';
import { useT } from '../../../hooks/useT';
import { Section } from '../../Campaigns/Section';
import { Chart } from './Chart';
import { timelineOption, timelineSummary, type Colors } from './options';

const HEIGHT = 260;

/** Opens and clicks per hour on the campaign's clocks, as a picture and, when asked for, as a table. */
export const TimelineChart = ({ report: { timeline, timeZone } }: { report: Report }) => {
  const t = useT();
  const format = useFormat();
  const intl = useIntl();
  const { colors } = useTheme() as { colors: Colors };
  const [asTable, setAsTable] = useState(false);
  const summary = timelineSummary(timeline);
  const hours = useMemo(
    () =>
      timeline.map(({ hour }) =>
        intl.formatDate(hour, {
          timeZone,
          day: 'numeric',
          month: 'short',
          hour: '2-digit',
          minute: '2-digit',
        }),
      ),
    [timeline, timeZone, intl],
  );
  const option = useMemo(
    () =>
      timelineOption(
        timeline,
        { opens: t('reports.chart.opens'), clicks: t('reports.chart.clicks'), hours },
        colors,
        format.number,
      ),
    [timeline, hours, colors, format, t],
  );

  return (
    <Section
      title={t('reports.chart.timeline')}
      hint={t('reports.chart.timeline-hint', { zone: timeZone.replaceAll('_', ' ') })}
      action={
        summary && (
          <TextButton aria-expanded={asTable} onClick={() => setAsTable(!asTable)}>
            {t(asTable ? 'reports.chart.hide-numbers' : 'reports.chart.show-numbers')}
          </TextButton>
        )
      }
    >
      {summary ? (
        <Chart
          option={option}
          height={HEIGHT}
          alternative={t('reports.chart.timeline-alt', {
            ...summary,
            hours: timeline.length,
            peak: format.dateTime(summary.peak, timeZone),
          })}
        />
      ) : (
        <Typography textColor="neutral600">{t('reports.chart.timeline-empty')}</Typography>
      )}
      {asTable && <Numbers timeline={timeline} hours={hours} />}
    </Section>
  );
};

const Numbers = ({ timeline, hours }: { timeline: Report['timeline']; hours: string[] }) => {
  const t = useT();
  const format = useFormat();
  return (
    <Box maxHeight="32rem" overflow="auto" tabIndex={0}>
      <Table colCount={3} rowCount={timeline.length + 1}>
        <Thead>
          <Tr>
            {['hour', 'opens', 'clicks'].map((column) => (
              <Th key={column}>
                <Typography variant="sigma">{t(`reports.chart.${column}`)}</Typography>
              </Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {timeline.map(({ hour, opens, clicks }, index) => (
            <Tr key={hour}>
              <Td>
                <Typography>{hours[index]}</Typography>
              </Td>
              <Td>
                <Typography>{format.number(opens)}</Typography>
              </Td>
              <Td>
                <Typography>{format.number(clicks)}</Typography>
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </Box>
  );
};
