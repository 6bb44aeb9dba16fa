import { Flex, Link, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';
import { styled } from 'styled-components';

import type { QuotaState } from '../../../../contracts';
import { Notice } from '../../../components/Notice';
import { useCan } from '../../../hooks/useCan';
import { useFormat } from '../../../hooks/useFormat';
import { useT } from '../../../hooks/useT';
import { capital } from '../../../lib/capital';
import { pathTo } from '../../../lib/paths';
import { quotaWidths } from './quotaWidths';

const Bar = styled.div`
  display: flex;
  height: 12px;
  overflow: hidden;
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral150};
`;

const Part = styled.div<{ $percent: number; $color: 'primary600' | 'primary200' | 'danger500' }>`
  width: ${({ $percent }) => $percent}%;
  background: ${({ theme, $color }) => theme.colors[$color]};
`;

const Planned = styled.ul`
  display: flex;
  flex-direction: column;
  gap: ${({ theme }) => theme.spaces[1]};
`;

/** What the month has used and what is planned for it, as saved, in a bar and in words. */
export const QuotaUse = ({ quota, timeZone }: { quota: QuotaState; timeZone: string }) => {
  const t = useT();
  const format = useFormat();
  const { limit, used, planned, plannedTotal, remaining, short } = quota;
  const month = capital(format.month(quota.month));
  const widths = quotaWidths(quota);
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography tag="h3" fontWeight="bold">
        {month}
      </Typography>
      {widths && (
        <Bar aria-hidden>
          <Part $percent={widths.used} $color={remaining === 0 ? 'danger500' : 'primary600'} />
          <Part $percent={widths.planned} $color={short ? 'danger500' : 'primary200'} />
        </Bar>
      )}
      <Typography textColor="neutral700">
        {t(limit === null ? 'settings.quota.use.unlimited' : 'settings.quota.use', {
          used,
          planned: plannedTotal,
          remaining: remaining ?? 0,
          limit: limit ?? 0,
          resetsAt: format.date(quota.resetsAt, timeZone),
        })}
      </Typography>
      {short && (
        <Notice tone="warning">
          {t('settings.quota.short', { missing: plannedTotal - (remaining ?? 0) })}
        </Notice>
      )}
      {planned.length > 0 && <PlannedList planned={planned} />}
    </Flex>
  );
};

const PlannedList = ({ planned }: { planned: QuotaState['planned'] }) => {
  const t = useT();
  const mayOpen = useCan()('campaigns.read');
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Typography variant="sigma" textColor="neutral600">
        {t('settings.quota.planned')}
      </Typography>
      <Planned>
        {planned.map(({ campaignId, name, recipients }) => (
          <Flex tag="li" key={campaignId} gap={2} alignItems="baseline" wrap="wrap">
            {mayOpen ? (
              <Link tag={NavLink} to={pathTo(`campaigns/${campaignId}`)}>
                {name}
              </Link>
            ) : (
              <Typography tag="span">{name}</Typography>
            )}
            <Typography tag="span" textColor="neutral600">
              {t('settings.quota.recipients', { count: recipients })}
            </Typography>
          </Flex>
        ))}
      </Planned>
    </Flex>
  );
};
