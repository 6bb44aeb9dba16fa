import { Box, Flex, Typography } from '@strapi/design-system';

import type { WebhookInfo } from '../../../../contracts';
import { CopyButton } from '../../../components/CopyButton';
import { RelativeTime } from '../../../components/RelativeTime';
import { Verbatim } from '../../../components/ServerWords';
import { StatusBadge, type Tone } from '../../../components/StatusBadge';
import { useFormat } from '../../../hooks/useFormat';
import { useT } from '../../../hooks/useT';

type State = 'heard' | 'silent' | 'off';
const TONES: Record<State, Tone> = { heard: 'success', silent: 'warning', off: 'neutral' };

const stateOf = ({ configured, lastReceivedAt }: WebhookInfo): State =>
  configured ? (lastReceivedAt ? 'heard' : 'silent') : 'off';

/** One provider: the URL to paste there or what is missing here, when it was last heard of, and what was refused. */
export const ProviderCard = ({ info, timeZone }: { info: WebhookInfo; timeZone: string }) => {
  const t = useT();
  const { provider, configured, url, lastReceivedAt, refused } = info;
  const name = t(`webhooks.provider.${provider}`);
  const state = stateOf(info);
  return (
    <Box tag="article" aria-label={name} borderColor="neutral200" hasRadius padding={5}>
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Flex gap={3} alignItems="center" wrap="wrap">
          <Typography tag="h3" variant="delta">
            {name}
          </Typography>
          <StatusBadge tone={TONES[state]}>{t(`webhooks.state.${state}`)}</StatusBadge>
          {lastReceivedAt && <RelativeTime value={lastReceivedAt} timeZone={timeZone} />}
        </Flex>
        {configured ? (
          <Url url={url} name={name} />
        ) : (
          <Typography textColor="neutral600">
            {t('webhooks.off.todo', { option: t(`webhooks.option.${provider}`) })}
          </Typography>
        )}
        {state === 'silent' && (
          <Typography textColor="neutral600">{t(`webhooks.where.${provider}`)}</Typography>
        )}
        {refused.length > 0 && <Refusals refused={refused} />}
      </Flex>
    </Box>
  );
};

const Url = ({ url, name }: { url: string; name: string }) => {
  const t = useT();
  return (
    <Flex gap={2} alignItems="flex-start">
      <Box flex="1" minWidth={0}>
        <Verbatim text={url} />
      </Box>
      <CopyButton text={url} label={t('webhooks.copy', { name })} />
    </Flex>
  );
};

const Refusals = ({ refused }: Pick<WebhookInfo, 'refused'>) => {
  const t = useT();
  const format = useFormat();
  return (
    <Flex direction="column" alignItems="stretch" gap={1}>
      <Typography variant="sigma" textColor="neutral600">
        {t('webhooks.refused')}
      </Typography>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={1}>
        {refused.map(({ reason, total, lastAt }) => (
          <Typography tag="li" key={reason} textColor={reason === 'replayed' ? 'neutral600' : 'danger600'}>
            {t('webhooks.refused.line', {
              total,
              why: t(`webhooks.reason.${reason}`),
              time: format.relative(lastAt),
            })}
          </Typography>
        ))}
      </Flex>
    </Flex>
  );
};
