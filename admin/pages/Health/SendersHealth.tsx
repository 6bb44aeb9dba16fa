import { useMemo } from 'react';
import {
  Box,
  Button,
  Flex,
  LinkButton,
  Loader,
  Table,
  Tbody,
  Td,
  TextButton,
  Th,
  Thead,
  Tr,
  Typography,
} from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';
import { NavLink, useSearchParams } from 'react-router-dom';

import type { Sender } from '../../../contracts';
import { EmptyState } from '../../components/EmptyState';
import { ErrorState } from '../../components/ErrorState';
import { Progress } from '../../components/Progress';
import { RelativeTime } from '../../components/RelativeTime';
import { useCan } from '../../hooks/useCan';
import { useT } from '../../hooks/useT';
import { pathTo } from '../../lib/paths';
import { useSenderHealthQuery } from '../../services/health';
import { useSendersQuery } from '../../services/settings';
import { Section } from '../Campaigns/Section';
import { HealthBadge } from './HealthBadge';
import { SenderReport } from './SenderReport';
import { useCheckAll } from './useCheckAll';

const NOBODY: Sender[] = [];

/** All senders with their lights, and everything about the chosen one. */
export const SendersHealth = () => {
  const t = useT();
  const can = useCan();
  const [params, setParams] = useSearchParams();
  const { data: senders = NOBODY, error, isLoading, refetch } = useSendersQuery();
  if (isLoading) return <Loader>{t('common.loading')}</Loader>;
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  const chosen = senders.find(({ id }) => id === Number(params.get('sender'))) ?? senders[0];
  if (!chosen) {
    return (
      <EmptyState
        content={t('health.senders.empty')}
        action={
          can('settings.manage') && (
            <LinkButton tag={NavLink} variant="secondary" to={pathTo('settings')}>
              {t('health.senders.add')}
            </LinkButton>
          )
        }
      />
    );
  }
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <Overview
        senders={senders}
        chosen={chosen}
        onChoose={({ id }) => setParams({ sender: String(id) }, { replace: true })}
      />
      <SenderReport key={chosen.id} sender={chosen} />
    </Flex>
  );
};

interface OverviewProps {
  senders: Sender[];
  chosen: Sender;
  onChoose: (sender: Sender) => void;
}

const Overview = ({ senders, chosen, onChoose }: OverviewProps) => {
  const t = useT();
  const can = useCan();
  const ids = useMemo(() => senders.map(({ id }) => id), [senders]);
  const { checkAll, done } = useCheckAll(ids);
  return (
    <Section
      title={t('health.senders.title')}
      hint={t('health.senders.hint')}
      action={
        can('settings.manage') && (
          <Button
            variant="secondary"
            size="S"
            data-no-print
            startIcon={<ArrowClockwise />}
            loading={done !== null}
            onClick={checkAll}
          >
            {t('health.again')}
          </Button>
        )
      }
    >
      {done !== null && (
        <Flex direction="column" alignItems="stretch" gap={1} role="status">
          <Progress value={(100 * done) / ids.length} />
          <Typography variant="pi" textColor="neutral600">
            {t('health.again.progress', { done, all: ids.length })}
          </Typography>
        </Flex>
      )}
      <Box>
        <Table colCount={3} rowCount={senders.length + 1}>
          <Thead>
            <Tr>
              {['sender', 'state', 'checked'].map((column) => (
                <Th key={column}>
                  <Typography variant="sigma" textColor="neutral600">
                    {t(`health.senders.${column}`)}
                  </Typography>
                </Th>
              ))}
            </Tr>
          </Thead>
          <Tbody>
            {senders.map((sender) => (
              <SenderRow
                key={sender.id}
                sender={sender}
                isChosen={sender.id === chosen.id}
                onChoose={() => onChoose(sender)}
              />
            ))}
          </Tbody>
        </Table>
      </Box>
    </Section>
  );
};

const SenderRow = ({
  sender,
  isChosen,
  onChoose,
}: {
  sender: Sender;
  isChosen: boolean;
  onChoose: () => void;
}) => {
  const t = useT();
  const { data, error } = useSenderHealthQuery(sender.id);
  const { fromName, fromAddress } = sender;
  return (
    <Tr aria-current={isChosen ? 'true' : undefined}>
      <Td>
        <Flex direction="column" alignItems="flex-start">
          <TextButton onClick={onChoose} aria-label={t('health.senders.show', { address: fromAddress })}>
            <Typography fontWeight={isChosen ? 'bold' : 'regular'} textColor="inherit">
              {fromAddress}
            </Typography>
          </TextButton>
          <Typography variant="pi" textColor="neutral600">
            {fromName}
          </Typography>
        </Flex>
      </Td>
      <Td>
        {data ? (
          <HealthBadge state={data.state} />
        ) : error ? (
          <HealthBadge state="unknown" />
        ) : (
          <Loader small>{t('health.senders.checking')}</Loader>
        )}
      </Td>
      <Td>
        <RelativeTime value={data?.checkedAt ?? null} />
      </Td>
    </Tr>
  );
};
