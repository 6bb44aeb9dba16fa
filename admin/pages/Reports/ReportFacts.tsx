import type { Report } from '../../../contracts';
import { useFormat } from '../../hooks/useFormat';
import { useT } from '../../hooks/useT';
import { CampaignStatusBadge } from '../Campaigns/CampaignStatusBadge';
import { Facts } from '../Campaigns/Facts';
import { Section } from '../Campaigns/Section';
import { zoneLabel } from '../Campaigns/zoneLabel';

/** What the figures are about, and until when they are true. */
export const ReportFacts = ({ report: { campaign, institution, cutOff, timeZone } }: { report: Report }) => {
  const t = useT();
  const format = useFormat();
  const time = (instant: string | null) =>
    instant ? format.dateTime(instant, timeZone) : t('reports.facts.not-yet');
  return (
    <Section
      title={t('reports.facts.campaign')}
      hint={t('reports.page.cut-off', { time: time(cutOff), zone: zoneLabel(timeZone, new Date(cutOff)) })}
      action={<CampaignStatusBadge status={campaign.status} />}
    >
      <Facts
        facts={[
          { label: t('reports.facts.institution'), value: institution.name },
          { label: t('reports.facts.subject'), value: campaign.subject },
          { label: t('reports.facts.sender'), value: `${campaign.fromName} <${campaign.fromAddress}>` },
          { label: t('reports.facts.lists'), value: campaign.lists.join(', ') },
          { label: t('reports.facts.started'), value: time(campaign.startedAt) },
          { label: t('reports.facts.finished'), value: time(campaign.finishedAt) },
        ]}
      />
    </Section>
  );
};
