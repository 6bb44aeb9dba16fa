import { Box, Flex, Typography } from '@strapi/design-system';

import type { Campaign } from '../../../../contracts';
import { useFormat } from '../../../hooks/useFormat';
import { useHasText, useT } from '../../../hooks/useT';
import { CampaignStatusBadge } from '../CampaignStatusBadge';
import { settledCount } from '../ledgerFigures';
import { viewerTimeZone } from '../localTime';
import { TitledNotice } from '../TitledNotice';
import { SendingProgress } from '../SendingProgress';

/** Where the campaign stands and what happens next, in words; why it stopped where the system stopped it. */
export const StatusSection = ({ campaign }: { campaign: Campaign }) => {
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
        {statusReason && <Reason code={statusReason} campaign={campaign} />}
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

/** What the plugin's code means and what to do about it; a problem of the content speaks for itself. */
const Reason = ({ code, campaign }: { code: string; campaign: Campaign }) => {
  const t = useT();
  const hasText = useHasText();
  const words = [`campaigns.reason.${code}`, `campaigns.problem.${code}`, `error.${code}`].find(hasText);
  const todo = `campaigns.reason.${code}-todo`;
  const fallback =
    campaign.status === 'failed' ? 'campaigns.reason.failed-todo' : 'campaigns.reason.unknown-todo';
  return (
    <TitledNotice
      tone={campaign.status === 'failed' || code === 'ledger-mismatch' ? 'danger' : 'warning'}
      title={words ? t(words) : t('campaigns.reason.unknown', { code })}
    >
      {t(hasText(todo) ? todo : fallback)}
    </TitledNotice>
  );
};
