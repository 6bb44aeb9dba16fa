import { Flex, Loader } from '@strapi/design-system';

import { ErrorState } from '../../../components/ErrorState';
import { Panel } from '../../../components/Panel';
import { useT } from '../../../hooks/useT';
import { useWebhooksQuery } from '../../../services/webhooks';
import { ProviderCard } from './ProviderCard';

/** Soon enough for who sends a test from the provider's side and looks here. */
const POLL_MS = 10_000;

/** Which providers may tell what became of e-mails, and whether they do; what they need stands in the configuration. */
export const Webhooks = ({ timeZone }: { timeZone: string }) => {
  const t = useT();
  const { data, error, isLoading, refetch } = useWebhooksQuery(undefined, { pollingInterval: POLL_MS });
  const of = (configured: boolean) => (data ?? []).filter((info) => info.configured === configured);
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <Panel title={t('webhooks.title')} hint={t('webhooks.hint')}>
        {isLoading && <Loader small>{t('common.loading')}</Loader>}
        {error && !data ? <ErrorState error={error} onRetry={refetch} /> : null}
        <Flex direction="column" alignItems="stretch" gap={4}>
          {[...of(true), ...of(false)].map((info) => (
            <ProviderCard key={info.provider} info={info} timeZone={timeZone} />
          ))}
        </Flex>
      </Panel>
    </Flex>
  );
};
