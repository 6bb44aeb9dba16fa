import { Box, Flex, Typography } from '@strapi/design-system';

import type { Campaign, CampaignLive } from '../../../../contracts';
import { useFormat } from '../../../hooks/useFormat';
import { useT } from '../../../hooks/useT';
import { CampaignStatusBadge } from '../CampaignStatusBadge';
import { settledCount } from '../ledgerFigures';
import { viewerTimeZone } from '../localTime';
import { SendingProgress } from '../SendingProgress';
import { StatusReason } from './StatusReason';

/** Where the campaign stands and what happens next, in words; why it stopped where the system stopped it. */
export const StatusSection = ({ campaign, live }: { campaign: Campaign; live: CampaignLive | undefined }) => {
  const lines = useNextLines(campaign);
  const { status, ledger, name, statusReason } = campaign;
  return (
    <Box background="neutral0" hasRadius shadow="tableShadow" padding={6}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Flex gap={4} alignItems="center" wrap="wrap" role="status">
          <CampaignStatusBadge status={status} />
          <Flex direction="column" alignItems="flex-start" flex="1" minWidth="20rem">
            {lines.map((line) => (
              <Typography key={line}>{line}</Typography>
            ))}
          </Flex>
        </Flex>
        {ledger && (status === 'sending' || status === 'paused') && (
          <SendingProgress ledger={ledger} label={name} barOnly={status === 'sending'} />
        )}
        {statusReason && <StatusReason code={statusReason} campaign={campaign} errors={live?.errors ?? []} />}
      </Flex>
    </Box>
  );
};

const useNextLines = (campaign: Campaign): string[] => {
  const t = useT();
  const format = useFormat();
  const { status, timeZone, ledger, scheduledAt, finishedAt } = campaign;
  const here = (instant: string) => format.dateTime(instant, timeZone);

  switch (status) {
    case 'scheduled': {
      if (!scheduledAt) return [];
      const viewer = viewerTimeZone();
      const zone = timeZone.replaceAll('_', ' ');
      return [
        t('campaigns.view.next.scheduled', { time: here(scheduledAt), zone }),
        ...(viewer === timeZone
          ? []
          : [t('campaigns.view.next.scheduled-viewer', { time: format.dateTime(scheduledAt, viewer) })]),
      ];
    }
    case 'sending': {
      if (!ledger) return [t('campaigns.view.next.starting')];
      const { recipients, byStatus } = ledger;
      return [
        t('campaigns.view.next.sending', { settled: settledCount(ledger), recipients }),
        ...(byStatus.deferred
          ? [t('campaigns.view.next.sending-deferred', { count: byStatus.deferred })]
          : []),
      ];
    }
    case 'sent':
      return [finishedAt ? t('campaigns.view.next.sent', { time: here(finishedAt) }) : ''];
    case 'draft':
      return [];
    default:
      return [t(`campaigns.view.next.${status}`)];
  }
};
