import { Flex, Loader } from '@strapi/design-system';

import { HEALTH_STATES, type HealthCheck, type HealthState, type Sender } from '../../../contracts';
import { ErrorState } from '../../components/ErrorState';
import type { NoticeTone } from '../../components/Notice';
import { TitledNotice } from '../../components/TitledNotice';
import { useFormat } from '../../hooks/useFormat';
import { useT } from '../../hooks/useT';
import { useSenderHealthQuery } from '../../services/health';
import { Section } from '../Campaigns/Section';
import { BulkRules } from './BulkRules';
import { CheckCard } from './CheckCard';

const NOTICES: Record<HealthState, NoticeTone> = {
  ok: 'success',
  optional: 'success',
  unknown: 'info',
  warning: 'warning',
  problem: 'danger',
};

/** The worst first; alike ones in the order of the server. */
export const worstFirst = (checks: readonly HealthCheck[]): HealthCheck[] =>
  [...checks].sort((a, b) => HEALTH_STATES.indexOf(b.state) - HEALTH_STATES.indexOf(a.state));

/** What is optional asks for no work. */
const toDo = (checks: readonly HealthCheck[]): number =>
  checks.filter(({ state }) => state !== 'optional').reduce((sum, { publish }) => sum + publish.length, 0);

/** Everything about one sender. */
export const SenderReport = ({ sender }: { sender: Sender }) => {
  const t = useT();
  const format = useFormat();
  const { data, error, isLoading, refetch } = useSenderHealthQuery(sender.id);
  if (isLoading) return <Loader>{t('health.senders.checking')}</Loader>;
  if (!data) return <ErrorState error={error} onRetry={refetch} />;
  const { state, checks, bulk, domain, checkedAt } = data;
  const count = toDo(checks);
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <TitledNotice
        tone={NOTICES[state]}
        title={`${sender.fromAddress}: ${t(`health.verdict.${state === 'optional' ? 'ok' : state}`)}`}
      >
        {[
          count > 0 ? t('health.verdict.todo', { count, domain }) : '',
          t('health.checked', { when: format.moment(checkedAt) }),
        ]
          .join(' ')
          .trim()}
      </TitledNotice>
      <BulkRules bulk={bulk} />
      <Section title={t('health.checks.title')}>
        {worstFirst(checks).map((check) => (
          <CheckCard key={check.key} check={check} />
        ))}
      </Section>
    </Flex>
  );
};
