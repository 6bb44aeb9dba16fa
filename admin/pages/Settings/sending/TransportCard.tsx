import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { Check } from '@strapi/icons';

import type { TransportInfo, TransportLive } from '../../../../contracts';
import { FactGrid } from '../../../components/FactGrid';
import { ServerWords } from '../../../components/ServerWords';
import { StatusBadge, type Tone } from '../../../components/StatusBadge';
import { useCan } from '../../../hooks/useCan';
import { useFormat } from '../../../hooks/useFormat';
import { useT } from '../../../hooks/useT';
import { isToCome } from '../../../lib/relative-time';
import { useVerifyTransportMutation } from '../../../services/sending';
import { limitsOf, shareOf } from './transportWords';
import { VerifyAnswer } from './VerifyAnswer';

interface Props {
  transport: TransportInfo;
  all: TransportInfo[];
  /** What the processes say of it; absent where nobody says anything. */
  live: TransportLive | undefined;
  timeZone: string;
}

const TONES: Record<TransportLive['circuit'], Tone> = {
  closed: 'success',
  'half-open': 'warning',
  open: 'danger',
};

/** One mail server: how it is reached, what it may be given, how it does, and what it says when it is asked. */
export const TransportCard = ({ transport, all, live, timeZone }: Props) => {
  const t = useT();
  const editable = useCan()('settings.manage');
  const [verify, { data: answer, error, isLoading }] = useVerifyTransportMutation();
  // Where nothing was sent lately, nobody but the check knows.
  const circuit = answer?.ok === false ? 'open' : live?.circuit;
  return (
    <Box tag="article" aria-label={transport.name} borderColor="neutral200" hasRadius padding={5}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Flex justifyContent="space-between" gap={4} wrap="wrap">
          <Flex gap={3} alignItems="center">
            <Typography tag="h3" variant="delta">
              {transport.name}
            </Typography>
            {circuit && (
              <StatusBadge tone={TONES[circuit]}>{t(`settings.transports.circuit.${circuit}`)}</StatusBadge>
            )}
          </Flex>
          {editable && (
            <Button
              variant="secondary"
              size="S"
              startIcon={<Check />}
              loading={isLoading}
              onClick={() => verify(transport.name)}
            >
              {t('settings.transports.verify')}
            </Button>
          )}
        </Flex>
        <Facts transport={transport} all={all} live={live} />
        {live && <Health live={live} timeZone={timeZone} />}
        <VerifyAnswer answer={isLoading ? undefined : answer} error={error} />
      </Flex>
    </Box>
  );
};

const Facts = ({ transport, all, live }: Omit<Props, 'timeZone'>) => {
  const t = useT();
  const format = useFormat();
  const { host, port, security, user, password, weight, connections } = transport;
  const limits = limitsOf(transport.limits).map(({ span, most }) =>
    t(`settings.transports.limit.${span}`, { most }),
  );
  return (
    <FactGrid
      facts={[
        { label: t('settings.transports.host'), value: `${host}:${port}` },
        { label: t('settings.transports.security'), value: t(`settings.transports.security.${security}`) },
        {
          label: t('settings.transports.user'),
          value: user ? [user, password].filter(Boolean).join(' / ') : t('settings.transports.user.none'),
        },
        ...(all.length > 1
          ? [
              {
                label: t('settings.transports.share'),
                value: t('settings.transports.share.value', {
                  percent: format.percent(shareOf(transport, all)),
                  weight,
                }),
              },
            ]
          : []),
        {
          label: t('settings.transports.connections'),
          value: live
            ? t('settings.transports.connections.live', { most: connections, busy: live.busyConnections })
            : t('settings.transports.connections.most', { most: connections }),
        },
        {
          label: t('settings.transports.limits'),
          value: limits.length > 0 ? limits.join(' · ') : t('settings.transports.limits.none'),
        },
        ...(live
          ? [
              {
                label: t('settings.transports.minute'),
                value: t('settings.transports.minute.value', { count: live.sentLastMinute }),
              },
            ]
          : []),
      ]}
    />
  );
};

/** What holds it back, and its last failure. */
const Health = ({ live, timeZone }: { live: TransportLive; timeZone: string }) => {
  const t = useT();
  const format = useFormat();
  const { downSince, retryAt, limitedBy, lastError } = live;
  const time = (instant: string) => format.moment(instant, timeZone);
  const lines = [
    ...(downSince ? [t('settings.transports.down', { time: time(downSince) })] : []),
    ...(retryAt && isToCome(retryAt) ? [t('settings.transports.retry', { time: time(retryAt) })] : []),
    ...(limitedBy ? [t('settings.transports.limited', { span: limitedBy })] : []),
    ...(lastError ? [t('settings.transports.last-error', { time: time(lastError.at) })] : []),
    ...(lastError?.failure ? [t(`sending.failure.${lastError.failure}`)] : []),
  ];
  if (lines.length === 0) return null;
  return (
    <Flex direction="column" alignItems="stretch" gap={1}>
      <Typography textColor={downSince ? 'danger600' : 'neutral600'}>{lines.join(' ')}</Typography>
      {lastError && <ServerWords text={lastError.reply} />}
    </Flex>
  );
};
