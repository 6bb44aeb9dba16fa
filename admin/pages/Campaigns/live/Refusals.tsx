import { Badge, Flex, Typography } from '@strapi/design-system';

import type { CampaignLive } from '../../../../contracts';
import { ServerWords } from '../../../components/ServerWords';
import { useFormat } from '../../../hooks/useFormat';
import { useT } from '../../../hooks/useT';
import { capital } from '../../../lib/capital';
import { useBounceWords } from '../useBounceWords';
import { LiveList } from './LiveList';

/** The latest refusals in plain words, alike ones together; the servers' own words behind them. */
export const Refusals = ({ errors, timeZone }: { errors: CampaignLive['errors']; timeZone: string }) => {
  const t = useT();
  const format = useFormat();
  const bounceWords = useBounceWords();
  if (errors.length === 0) return null;
  return (
    <LiveList title={t('sending.refusals.title')} hint={t('sending.refusals.hint')}>
      {errors.map(({ reply, reason, recipients, lastAt }) => (
        <li key={reply}>
          <Flex gap={3} alignItems="baseline" wrap="wrap">
            <Badge>{format.number(recipients)}</Badge>
            <Typography fontWeight="semiBold" textColor="neutral800">
              {capital(bounceWords(reason) ?? t('sending.refusals.unknown'))}
            </Typography>
            <Typography variant="pi" textColor="neutral600">
              {t('sending.refusals.last', { time: format.moment(lastAt, timeZone) })}
            </Typography>
          </Flex>
          <ServerWords text={reply} />
        </li>
      ))}
    </LiveList>
  );
};
