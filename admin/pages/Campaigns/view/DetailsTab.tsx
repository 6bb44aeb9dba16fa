import type { Campaign } from '../../../../contracts';
import { useFormat } from '../../../hooks/useFormat';
import { useT } from '../../../hooks/useT';
import { Facts } from '../Facts';
import { useListNames } from '../useListNames';
import { useOptionWords } from '../useOptionWords';
import { zoneLabel } from '../zoneLabel';

/** Everything that was set, read-only; times on the campaign's clocks. */
export const DetailsTab = ({ campaign }: { campaign: Campaign }) => {
  const t = useT();
  const format = useFormat();
  const listName = useListNames();
  const optionWords = useOptionWords();
  const time = (instant: string | null) => instant && format.dateTime(instant, campaign.timeZone);
  return (
    <Facts
      facts={[
        { label: t('campaigns.details.subject'), value: campaign.subject },
        { label: t('campaigns.details.preheader'), value: campaign.preheader },
        { label: t('campaigns.details.from'), value: `${campaign.fromName} <${campaign.fromAddress}>` },
        { label: t('campaigns.details.reply-to'), value: campaign.replyTo },
        { label: t('campaigns.details.lists'), value: campaign.listIds.map(listName).join(', ') },
        { label: t('campaigns.details.time-zone'), value: zoneLabel(campaign.timeZone) },
        { label: t('campaigns.details.scheduled'), value: time(campaign.scheduledAt) },
        { label: t('campaigns.details.started'), value: time(campaign.startedAt) },
        { label: t('campaigns.details.finished'), value: time(campaign.finishedAt) },
        { label: t('campaigns.details.options'), value: optionWords(campaign) },
        {
          label: t('campaigns.details.uncertain'),
          value: t(`campaigns.option.uncertain.${campaign.uncertainPolicy}`),
        },
        { label: t('campaigns.details.created'), value: time(campaign.createdAt) },
      ]}
    />
  );
};
