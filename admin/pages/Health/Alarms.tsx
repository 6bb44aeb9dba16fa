import { Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { RECIPIENT_ALARMS, type RecipientHealth } from '../../../contracts';
import { Disclosure } from '../../components/Disclosure';
import { TitledNotice } from '../../components/TitledNotice';
import { useT } from '../../hooks/useT';

/** How many domains are in trouble, what kinds of it, and what to do about each. */
export const AlarmsNotice = ({ domains }: Pick<RecipientHealth, 'domains'>) => {
  const t = useT();
  const alarmed = domains.filter(({ alarms }) => alarms.length > 0);
  if (alarmed.length === 0) return <TitledNotice tone="success" title={t('health.recipients.quiet')} />;
  const raised = new Set(alarmed.flatMap(({ alarms }) => alarms.map(({ code }) => code)));
  const isGrave = alarmed.some(({ alarms }) => alarms.some(({ state }) => state === 'problem'));
  return (
    <TitledNotice
      tone={isGrave ? 'danger' : 'warning'}
      title={t('health.recipients.alarmed', { count: alarmed.length })}
    >
      <Flex tag="ul" direction="column" alignItems="stretch" gap={1}>
        {RECIPIENT_ALARMS.filter((code) => raised.has(code)).map((code) => (
          <Typography key={code} tag="li">
            <strong>{t(`health.alarm.${code}`)}.</strong> {t(`health.alarm.${code}.todo`)}
          </Typography>
        ))}
      </Flex>
    </TitledNotice>
  );
};

/** From which shares on an alarm is raised. */
export const AlarmRules = ({ thresholds }: Pick<RecipientHealth, 'thresholds'>) => {
  const t = useT();
  const intl = useIntl();
  const share = (value: number) => intl.formatNumber(value, { style: 'percent', maximumFractionDigits: 2 });
  const { complaints, blocks, hard, soft, minimumSent } = thresholds;
  const both = ({ warning, problem }: { warning: number; problem: number }) => ({
    warning: share(warning),
    problem: share(problem),
  });
  return (
    <Disclosure summary={t('health.alarms.how')}>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={1}>
        {[
          t('health.alarms.how.complaints', { ...both(complaints), minimum: complaints.minimum }),
          t('health.alarms.how.blocks', both(blocks)),
          t('health.alarms.how.hard', both(hard)),
          t('health.alarms.how.soft', { warning: share(soft.warning), times: soft.times }),
          t('health.alarms.how.minimum', { count: minimumSent }),
        ].map((line) => (
          <Typography key={line} tag="li" textColor="neutral600">
            {line}
          </Typography>
        ))}
      </Flex>
    </Disclosure>
  );
};
