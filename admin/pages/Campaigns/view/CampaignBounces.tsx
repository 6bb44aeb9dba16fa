import { Page } from '@strapi/strapi/admin';
import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';

import type { BounceGroup, Campaign } from '../../../../contracts';
import { EmptyState } from '../../../components/EmptyState';
import { ErrorState } from '../../../components/ErrorState';
import { RelativeTime } from '../../../components/RelativeTime';
import { ServerWords } from '../../../components/ServerWords';
import { StatusBadge } from '../../../components/StatusBadge';
import { useFormat } from '../../../hooks/useFormat';
import { useT } from '../../../hooks/useT';
import { pathTo } from '../../../lib/paths';
import { useCampaignBouncesQuery } from '../../../services/bounces';
import { CLASS_TONES } from '../../Bounces/feedback-words';

/** What came back of a campaign, alike together: how many, what it means, the servers' words. */
export const CampaignBounces = ({ campaign }: { campaign: Campaign }) => {
  const t = useT();
  const { data, error, isLoading, refetch } = useCampaignBouncesQuery(campaign.id);
  if (isLoading) return <Page.Loading />;
  if (error || !data) return <ErrorState error={error} onRetry={refetch} />;
  if (data.length === 0) return <EmptyState content={t('bounces.campaign.empty')} />;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {data.map((group) => (
        <Group key={`${group.class} ${group.meaning}`} group={group} timeZone={campaign.timeZone} />
      ))}
      <Link tag={RouterLink} to={`${pathTo('bounces')}?campaignId=${campaign.id}`}>
        {t('bounces.campaign.each')}
      </Link>
    </Flex>
  );
};

const Group = ({ group, timeZone }: { group: BounceGroup; timeZone: string }) => {
  const t = useT();
  const format = useFormat();
  return (
    <Box tag="article" borderColor="neutral200" hasRadius padding={4}>
      <Flex gap={4} alignItems="flex-start">
        <Box minWidth="7rem">
          <Typography variant="beta" tag="p">
            {format.number(group.recipients)}
          </Typography>
          <Typography variant="pi" textColor="neutral600">
            {t('bounces.campaign.recipients', { count: group.recipients })}
          </Typography>
        </Box>
        <Flex direction="column" alignItems="flex-start" gap={2} flex="1" minWidth={0}>
          <Flex gap={2} wrap="wrap">
            <StatusBadge tone={CLASS_TONES[group.class]}>{t(`bounces.class.${group.class}`)}</StatusBadge>
            <Typography fontWeight="bold">{t(`bounces.meaning.${group.meaning}`)}</Typography>
          </Flex>
          <Typography textColor="neutral600">{t(`bounces.meaning.${group.meaning}.more`)}</Typography>
          <Typography variant="pi" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
            {group.domains
              .map(({ domain, recipients }) => `${domain} (${format.number(recipients)})`)
              .join(', ')}
          </Typography>
          {group.reply && <ServerWords text={group.reply} />}
        </Flex>
        <RelativeTime value={group.lastAt} timeZone={timeZone} />
      </Flex>
    </Box>
  );
};
