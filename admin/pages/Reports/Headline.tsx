import { Box, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { MeasureKey, Report } from '../../../contracts';
import { useFormat } from '../../hooks/useFormat';
import { useT } from '../../hooks/useT';

const Tiles = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(145px, 1fr));
  gap: ${({ theme }) => theme.spaces[4]};
`;

const SHOWN: MeasureKey[] = ['delivered', 'uniqueOpens', 'uniqueClicks', 'unsubscribes', 'complaints'];

/** The figures that people ask for first. */
export const Headline = ({ report: { sent, ledger, measures } }: { report: Report }) => {
  const t = useT();
  const format = useFormat();
  return (
    <Tiles>
      <Tile
        label={t('reports.tile.sent')}
        figure={format.number(sent)}
        small={t('reports.tile.of-recipients', { count: ledger.recipients })}
      />
      {SHOWN.map((key) => {
        const measure = measures.find((one) => one.key === key);
        return (
          measure && (
            <Tile
              key={key}
              label={t(`reports.measure.${key}`)}
              figure={format.percent(measure.percent)}
              small={t('reports.tile.of-sent', { count: measure.count, base: measure.base })}
            />
          )
        );
      })}
    </Tiles>
  );
};

const Tile = ({ label, figure, small }: { label: string; figure: string; small: string }) => (
  <Box background="neutral0" hasRadius shadow="tableShadow" padding={4}>
    <Flex direction="column" alignItems="flex-start" gap={2}>
      <Typography variant="sigma" textColor="neutral600">
        {label}
      </Typography>
      <Typography variant="alpha" tag="p">
        {figure}
      </Typography>
      <Typography variant="pi" textColor="neutral600">
        {small}
      </Typography>
    </Flex>
  </Box>
);
