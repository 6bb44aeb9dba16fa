import { Box, Flex, Td, Tooltip, Tr, Typography } from '@strapi/design-system';

import type { Delivery, DeliveryStatus } from '../../../../contracts';
import { StatusBadge, type Tone } from '../../../components/StatusBadge';
import { useFormat } from '../../../hooks/useFormat';
import { useT } from '../../../hooks/useT';
import { useBounceWords } from '../useBounceWords';

const TONES: Record<DeliveryStatus, Tone> = {
  excluded: 'neutral',
  pending: 'neutral',
  in_flight: 'secondary',
  deferred: 'warning',
  accepted: 'success',
  rejected: 'danger',
  uncertain: 'alternative',
  cancelled: 'neutral',
};

export const DeliveryRow = ({ delivery, timeZone }: { delivery: Delivery; timeZone: string }) => {
  const t = useT();
  const format = useFormat();
  return (
    <Tr>
      <Td>
        <Box maxWidth="24rem" style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
          <Typography tag="p" textColor={delivery.address ? 'neutral800' : 'neutral600'}>
            {delivery.address ?? t('campaigns.recipients.erased')}
          </Typography>
        </Box>
      </Td>
      <Td>
        <StatusCell delivery={delivery} />
      </Td>
      <Td>
        <Reply text={delivery.reply} />
      </Td>
      <Td>
        <Typography>{format.number(delivery.attempts)}</Typography>
      </Td>
      <Td>
        <Typography>{format.number(delivery.openCount)}</Typography>
      </Td>
      <Td>
        <Typography>{format.number(delivery.clickCount)}</Typography>
      </Td>
      <Td>
        <Times delivery={delivery} timeZone={timeZone} />
      </Td>
    </Tr>
  );
};

const StatusCell = ({ delivery: { status, reason, bounceClass, bounceReason } }: { delivery: Delivery }) => {
  const t = useT();
  const bounceWords = useBounceWords();
  const why = reason
    ? t(`campaigns.exclusion.${reason}`)
    : bounceClass &&
      [t(`campaigns.recipients.${bounceClass}`), bounceWords(bounceReason)].filter(Boolean).join(': ');
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <StatusBadge tone={TONES[status]}>{t(`campaigns.delivery.${status}`)}</StatusBadge>
      {why && (
        <Typography variant="pi" textColor="neutral600" maxWidth="17rem" style={{ whiteSpace: 'normal' }}>
          {why}
        </Typography>
      )}
    </Flex>
  );
};

const Reply = ({ text }: { text: string | null }) =>
  text ? (
    <Tooltip label={text}>
      <Typography variant="pi" textColor="neutral700" tag="p" maxWidth="22rem" ellipsis tabIndex={0}>
        {text}
      </Typography>
    </Tooltip>
  ) : (
    <Typography textColor="neutral500">–</Typography>
  );

const Times = ({ delivery, timeZone }: { delivery: Delivery; timeZone: string }) => {
  const t = useT();
  const format = useFormat();
  const { acceptedAt, nextAttemptAt, unsubscribedAt, status } = delivery;
  const time = (instant: string) => ({ time: format.dateTime(instant, timeZone) });
  const lines = [
    ...(acceptedAt ? [time(acceptedAt).time] : []),
    ...(status === 'deferred' && nextAttemptAt
      ? [t('campaigns.recipients.next-attempt', time(nextAttemptAt))]
      : []),
    ...(unsubscribedAt ? [t('campaigns.recipients.unsubscribed', time(unsubscribedAt))] : []),
  ];
  return (
    <Flex direction="column" alignItems="flex-start">
      {lines.length === 0 && <Typography textColor="neutral500">–</Typography>}
      {lines.map((line) => (
        <Typography key={line} variant="pi">
          {line}
        </Typography>
      ))}
    </Flex>
  );
};
