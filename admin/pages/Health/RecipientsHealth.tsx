import { Button, Flex, Loader, Typography } from '@strapi/design-system';
import { FileCsv } from '@strapi/icons';

import { EmptyState } from '../../components/EmptyState';
import { ErrorState } from '../../components/ErrorState';
import { SearchBox } from '../../components/SearchBox';
import { useCan } from '../../hooks/useCan';
import { useDownload } from '../../hooks/useDownload';
import { useFormat } from '../../hooks/useFormat';
import { useListQuery } from '../../hooks/useListQuery';
import { useT } from '../../hooks/useT';
import { recipientsFileUrl, useRecipientHealthQuery } from '../../services/health';
import { Section } from '../Campaigns/Section';
import { AlarmRules, AlarmsNotice } from './Alarms';
import { RecipientsTable } from './RecipientsTable';

/** What became of the e-mails of the last 30 days, by recipient domain. */
export const RecipientsHealth = () => {
  const t = useT();
  const format = useFormat();
  const search = useListQuery().raw['_q'] ?? '';
  const { data, error, isLoading, refetch } = useRecipientHealthQuery(search ? { search } : {});
  if (isLoading) return <Loader>{t('common.loading')}</Loader>;
  if (!data) return <ErrorState error={error} onRetry={refetch} />;
  if (data.domainCount === 0 && !search) return <EmptyState content={t('health.recipients.empty')} />;
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      {!search && <AlarmsNotice domains={data.domains} />}
      <Section
        title={t('health.recipients.title')}
        hint={t('health.recipients.hint', {
          from: format.dateTime(data.from),
          to: format.dateTime(data.cutOff),
        })}
        action={<DownloadButton />}
      >
        <Flex data-no-print>
          <SearchBox label={t('health.recipients.search')} />
        </Flex>
        {data.domainCount === 0 ? (
          <Typography textColor="neutral600">{t('health.recipients.none')}</Typography>
        ) : (
          <RecipientsTable {...data} />
        )}
        <Typography variant="pi" textColor="neutral600">
          {t('health.recipients.weeks')}: {t('health.recipients.weeks.hint')}
        </Typography>
        <Typography variant="pi" textColor="neutral600">
          {t('health.recipients.blocks')}: {t('health.recipients.blocks.hint')}
        </Typography>
        <AlarmRules thresholds={data.thresholds} />
      </Section>
    </Flex>
  );
};

const DownloadButton = () => {
  const t = useT();
  const can = useCan();
  const { language } = useFormat();
  const { download, isDownloading } = useDownload();
  if (!can('reports.export')) return null;
  return (
    <Button
      variant="secondary"
      size="S"
      data-no-print
      startIcon={<FileCsv />}
      loading={isDownloading}
      onClick={() => download(recipientsFileUrl, { language }, 'recipient-domains.csv')}
    >
      {t('health.recipients.csv')}
    </Button>
  );
};
