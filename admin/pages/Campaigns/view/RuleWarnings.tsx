import { Flex } from '@strapi/design-system';

import type { Campaign } from '../../../../contracts';
import { Notice } from '../../../components/Notice';
import { useCampaignCheckQuery } from '../../../services/campaigns';
import { useCampaignProblemText } from '../useCampaignProblemText';

const OF_THE_RULES = ['outside-window', 'quota-short'];

/** What the sending window and the quota will do to a campaign at its time. */
export const RuleWarnings = ({ campaign }: { campaign: Campaign }) => {
  const text = useCampaignProblemText();
  const isScheduled = campaign.status === 'scheduled';
  const { data: check } = useCampaignCheckQuery(campaign.id, { skip: !isScheduled });
  const warnings = check?.problems.filter(({ code }) => OF_THE_RULES.includes(code)) ?? [];
  if (!isScheduled || warnings.length === 0) return null;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      {warnings.map((warning) => (
        <Notice key={warning.code} tone="warning" live>
          {text(warning)}
        </Notice>
      ))}
    </Flex>
  );
};
