import { Flex, Typography } from '@strapi/design-system';

import type { DomainBrake } from '../../../../contracts';
import { ServerWords } from '../../../components/ServerWords';
import { useFormat } from '../../../hooks/useFormat';
import { useT } from '../../../hooks/useT';
import { LiveList } from './LiveList';

/** Domains that asked for fewer e-mails at once, and how many they get now. */
export const Brakes = ({ brakes, timeZone }: { brakes: DomainBrake[]; timeZone: string }) => {
  const t = useT();
  const format = useFormat();
  if (brakes.length === 0) return null;
  const now = new Date().toISOString();
  return (
    <LiveList title={t('sending.brakes.title')} hint={t('sending.brakes.hint')}>
      {brakes.map(({ domain, perMinute, heldUntil, since, reply }) => (
        <li key={domain}>
          <Flex gap={3} alignItems="baseline" wrap="wrap">
            <Typography fontWeight="semiBold" textColor="neutral800">
              {domain}
            </Typography>
            <Typography textColor="neutral700">
              {heldUntil && heldUntil > now
                ? t('sending.brakes.held', { time: format.moment(heldUntil, timeZone) })
                : t('sending.brakes.rate', { rate: Math.max(1, Math.round(perMinute)) })}
            </Typography>
            <Typography variant="pi" textColor="neutral600">
              {t('sending.brakes.since', { time: format.moment(since, timeZone) })}
            </Typography>
          </Flex>
          <ServerWords text={reply} />
        </li>
      ))}
    </LiveList>
  );
};
