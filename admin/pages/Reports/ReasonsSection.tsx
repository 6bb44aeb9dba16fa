import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { FileCsv } from '@strapi/icons';
import { useIntl } from 'react-intl';

import { useCan } from '../../hooks/useCan';
import { useDownload } from '../../hooks/useDownload';
import { useFormat } from '../../hooks/useFormat';
import { useT } from '../../hooks/useT';
import { reasonsFileUrl, useLeaveReasonsQuery } from '../../services/reports';
import { Section } from '../Campaigns/Section';

/** Why people left, as they said it afterwards; nothing stands here until somebody did. */
export const ReasonsSection = ({ campaignId }: { campaignId: number }) => {
  const t = useT();
  const format = useFormat();
  const { data } = useLeaveReasonsQuery(campaignId);
  const total = data?.counts.reduce((sum, { count }) => sum + count, 0) ?? 0;
  if (!data || total === 0) return null;
  return (
    <Section title={t('reports.reasons.title')}>
      <Typography textColor="neutral600">{t('reports.reasons.hint', { count: total })}</Typography>
      <Flex tag="dl" gap={6} wrap="wrap">
        {data.counts.map(({ reason, count }) => (
          <Flex key={reason} direction="column-reverse" alignItems="flex-start">
            <Typography tag="dt" variant="pi" textColor="neutral600">
              {t(`reports.reasons.${reason}`)}
            </Typography>
            <Typography tag="dd" variant="beta">
              {format.number(count)}
            </Typography>
          </Flex>
        ))}
      </Flex>
      {data.answers.map(({ reason, words, givenAt }, index) => (
        <Box key={`${givenAt}-${index}`} tag="blockquote" background="neutral100" padding={4} hasRadius>
          <Typography tag="p" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
            {words}
          </Typography>
          <Typography tag="p" variant="pi" textColor="neutral600">
            {t(`reports.reasons.${reason}`)} · {format.dateTime(givenAt)}
          </Typography>
        </Box>
      ))}
      <DownloadReasons campaignId={campaignId} />
    </Section>
  );
};

const DownloadReasons = ({ campaignId }: { campaignId: number }) => {
  const t = useT();
  const can = useCan();
  const { locale } = useIntl();
  const { download, isDownloading } = useDownload();
  if (!can('reports.export')) return null;
  const language = locale.startsWith('es') ? 'es' : 'en';
  return (
    <Flex>
      <Button
        variant="tertiary"
        size="S"
        startIcon={<FileCsv />}
        loading={isDownloading}
        onClick={() => download(reasonsFileUrl(campaignId), { language }, `reasons-${campaignId}.csv`)}
      >
        {t('reports.reasons.csv')}
      </Button>
    </Flex>
  );
};
