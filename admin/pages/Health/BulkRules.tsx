import { Box, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { BulkVerdict, HealthCheckKey } from '../../../contracts';
import { StatusBadge, type Tone } from '../../components/StatusBadge';
import { useT } from '../../hooks/useT';
import { Section } from '../Campaigns/Section';

const Cards = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr));
  gap: ${({ theme }) => theme.spaces[4]};
`;

const verdictOf = (ready: boolean | null): { tone: Tone; word: string } => {
  if (ready === null) return { tone: 'secondary', word: 'unknown' };
  return ready ? { tone: 'success', word: 'ready' } : { tone: 'danger', word: 'not-ready' };
};

/** Whether the sender meets what the big three ask of whoever sends much, and what is missing. */
export const BulkRules = ({ bulk }: { bulk: BulkVerdict[] }) => {
  const t = useT();
  const names = (keys: HealthCheckKey[]) => keys.map((key) => t(`health.check.${key}`)).join(', ');
  return (
    <Section title={t('health.bulk.title')} hint={t('health.bulk.hint')}>
      <Cards>
        {bulk.map(({ provider, ready, missing, unknown }) => {
          const { tone, word } = verdictOf(ready);
          return (
            <Box key={provider} borderColor="neutral200" hasRadius padding={4}>
              <Flex direction="column" alignItems="flex-start" gap={2}>
                <Flex gap={3} alignItems="center">
                  <Typography fontWeight="bold">{t(`health.bulk.${provider}`)}</Typography>
                  <StatusBadge tone={tone}>{t(`health.bulk.${word}`)}</StatusBadge>
                </Flex>
                {missing.length > 0 && (
                  <Typography>{t('health.bulk.missing', { checks: names(missing) })}</Typography>
                )}
                {unknown.length > 0 && (
                  <Typography textColor="neutral600">
                    {t('health.bulk.not-known', { checks: names(unknown) })}
                  </Typography>
                )}
              </Flex>
            </Box>
          );
        })}
      </Cards>
    </Section>
  );
};
