import { useId } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';
import { CheckCircle, Information, WarningCircle } from '@strapi/icons';

import type { HealthCheck, HealthFinding, HealthState } from '../../../contracts';
import { Disclosure } from '../../components/Disclosure';
import { Verbatim } from '../../components/ServerWords';
import { useT } from '../../hooks/useT';
import { HealthBadge, TONES } from './HealthBadge';
import { RecordToPublish } from './RecordToPublish';

const ICONS: Record<HealthState, typeof CheckCircle> = {
  ok: CheckCircle,
  optional: Information,
  unknown: Information,
  warning: WarningCircle,
  problem: WarningCircle,
};

/** One thing that receivers look at: how it is, what that means, what stands in the DNS, and what should. */
export const CheckCard = ({ check }: { check: HealthCheck }) => {
  const t = useT();
  const headingId = useId();
  const { key, state, findings, found } = check;
  return (
    <Box
      tag="article"
      aria-labelledby={headingId}
      borderColor="neutral200"
      hasRadius
      padding={5}
      style={{ breakInside: 'avoid' }}
    >
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Flex direction="column" alignItems="flex-start" gap={1}>
          <Flex gap={3} alignItems="center" wrap="wrap">
            <Typography tag="h3" variant="delta" id={headingId}>
              {t(`health.check.${key}`)}
            </Typography>
            <HealthBadge state={state} />
          </Flex>
          <Typography textColor="neutral600">{t(`health.check.${key}.about`)}</Typography>
        </Flex>
        <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
          {findings.map((finding, index) => (
            <Finding key={`${finding.code}-${index}`} finding={finding} />
          ))}
        </Flex>
        {found.length > 0 && (
          <Flex direction="column" alignItems="stretch" gap={1}>
            <Typography variant="sigma" textColor="neutral600">
              {t('health.found')}
            </Typography>
            {found.map(({ name, type, value }) => (
              <Verbatim key={`${name} ${value}`} text={`${name} ${type} ${value}`} />
            ))}
          </Flex>
        )}
        <Publish check={check} />
      </Flex>
    </Box>
  );
};

/** What is optional stays behind a line to click on. */
const Publish = ({ check: { state, publish } }: { check: HealthCheck }) => {
  const t = useT();
  if (publish.length === 0) return null;
  const records = publish.map((record) => (
    <RecordToPublish key={`${record.name} ${record.value}`} record={record} />
  ));
  if (state !== 'optional') return <>{records}</>;
  return <Disclosure summary={t('health.publish.optional')}>{records}</Disclosure>;
};

const Finding = ({ finding: { code, state, values } }: { finding: HealthFinding }) => {
  const t = useT();
  const Icon = ICONS[state];
  return (
    <Flex tag="li" gap={2} alignItems="flex-start">
      <Box shrink={0} paddingTop="2px">
        <Icon aria-hidden fill={`${TONES[state]}600`} />
      </Box>
      <Typography style={{ overflowWrap: 'anywhere' }}>{t(`health.finding.${code}`, values)}</Typography>
    </Flex>
  );
};
