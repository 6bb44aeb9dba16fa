import { Flex, Loader } from '@strapi/design-system';

import type { TransportLive } from '../../../../contracts';
import { ErrorState } from '../../../components/ErrorState';
import { Notice } from '../../../components/Notice';
import { Panel } from '../../../components/Panel';
import { useT } from '../../../hooks/useT';
import { useTransportsQuery } from '../../../services/sending';
import { TransportCard } from './TransportCard';

/** The mail servers of the configuration; read-only, because passwords do not belong into a database. */
export const Transports = ({ live, timeZone }: { live: TransportLive[]; timeZone: string }) => {
  const t = useT();
  const { data, error, isLoading, refetch } = useTransportsQuery();
  return (
    <Panel title={t('settings.transports')} hint={t('settings.transports.hint')}>
      {isLoading && <Loader small>{t('common.loading')}</Loader>}
      {error ? <ErrorState error={error} onRetry={refetch} /> : null}
      {data?.transports.length === 0 && <Notice tone="warning">{t('settings.transports.none')}</Notice>}
      <Flex direction="column" alignItems="stretch" gap={4}>
        {data?.transports.map((transport) => (
          <TransportCard
            key={transport.name}
            transport={transport}
            all={data.transports}
            live={live.find(({ name }) => name === transport.name)}
            timeZone={timeZone}
          />
        ))}
      </Flex>
    </Panel>
  );
};
