import { Button, Flex, Link, Typography } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';

import type { Alarm } from '../../../contracts';
import { EmptyState } from '../../components/EmptyState';
import { ErrorState } from '../../components/ErrorState';
import { Paging } from '../../components/Paging';
import { RelativeTime } from '../../components/RelativeTime';
import { ServerWords } from '../../components/ServerWords';
import { TitledNotice } from '../../components/TitledNotice';
import { useApiError } from '../../hooks/useApiError';
import { useCan } from '../../hooks/useCan';
import { useFormat } from '../../hooks/useFormat';
import { useListQuery } from '../../hooks/useListQuery';
import { useT } from '../../hooks/useT';
import { pathTo } from '../../lib/paths';
import { useAlarmsQuery, useSeeAlarmsMutation } from '../../services/bounces';

/** What went wrong with complaints and refusals, the newest first. */
export const Alarms = () => {
  const t = useT();
  const can = useCan();
  const { showError } = useApiError();
  const { pageQuery } = useListQuery();
  const { page, pageSize } = pageQuery;
  const { data, error, isLoading, refetch } = useAlarmsQuery({ page, pageSize });
  const [see, { isLoading: seeing }] = useSeeAlarmsMutation();
  const alarms = data?.data ?? [];
  const mayManage = can('bounces.manage');
  const markSeen = (ids: number[] | null) =>
    see(ids ? { ids } : { all: true })
      .unwrap()
      .catch(showError);

  if (error) return <ErrorState error={error} onRetry={refetch} />;
  if (!isLoading && alarms.length === 0) return <EmptyState content={t('bounces.alarms.empty')} />;
  return (
    <Flex direction="column" alignItems="stretch" gap={4} aria-busy={isLoading}>
      {mayManage && alarms.some(({ seenAt }) => !seenAt) && (
        <Flex justifyContent="flex-end">
          <Button
            size="S"
            variant="tertiary"
            startIcon={<Check />}
            loading={seeing}
            onClick={() => markSeen(null)}
          >
            {t('bounces.alarms.seeAll')}
          </Button>
        </Flex>
      )}
      {alarms.map((alarm) => (
        <AlarmCard key={alarm.id} alarm={alarm} onSeen={mayManage ? () => markSeen([alarm.id]) : null} />
      ))}
      <Paging meta={data?.meta.pagination} />
    </Flex>
  );
};

const AlarmCard = ({ alarm, onSeen }: { alarm: Alarm; onSeen: (() => void) | null }) => {
  const t = useT();
  const format = useFormat();
  const { kind, campaign, domain, figures, lastAt, seenAt } = alarm;
  const { complaints = 0, delivered = 0, answers = 0, minutes = 0, reply } = figures;
  const rate = format.percent(delivered > 0 ? (100 * complaints) / delivered : null);
  return (
    <TitledNotice
      tone={seenAt ? 'info' : kind === 'complaints-paused' ? 'danger' : 'warning'}
      title={t(`bounces.alarm.${kind}`, { domain: domain ?? '', campaign: campaign?.name ?? '' })}
      action={
        !seenAt &&
        onSeen && (
          <Button size="S" variant="tertiary" onClick={onSeen}>
            {t('bounces.alarms.see')}
          </Button>
        )
      }
    >
      <Typography textColor="neutral700">
        {t(`bounces.alarm.${kind}.text`, {
          rate,
          complaints: format.number(complaints),
          delivered: format.number(delivered),
          answers,
          minutes,
        })}
      </Typography>
      {campaign && (
        <Link tag={RouterLink} to={pathTo(`campaigns/${campaign.id}`)}>
          {campaign.name}
        </Link>
      )}
      {reply && <ServerWords text={reply} />}
      <Flex gap={2}>
        <RelativeTime value={lastAt} />
        {seenAt && <Typography textColor="neutral600">{t('bounces.alarms.seen')}</Typography>}
      </Flex>
    </TitledNotice>
  );
};
