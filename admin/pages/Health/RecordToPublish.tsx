import { Box, Flex, Typography } from '@strapi/design-system';

import type { WantedRecord } from '../../../contracts';
import { CopyButton } from '../../components/CopyButton';
import { Disclosure } from '../../components/Disclosure';
import { Verbatim } from '../../components/ServerWords';
import { useT } from '../../hooks/useT';

/** A DNS record, each part to copy as panels of DNS providers ask for it, and as a line of a zone file. */
export const RecordToPublish = ({ record }: { record: WantedRecord }) => {
  const t = useT();
  const { name, type, value, zoneLine, replaces } = record;
  return (
    <Box padding={4} hasRadius borderColor="primary200" background="primary100">
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Typography fontWeight="bold">
          {t(replaces === null ? 'health.publish' : 'health.publish.replace')}
        </Typography>
        <Line label={t('health.publish.name')} text={name} />
        <Line label={t('health.publish.type')} text={type} />
        <Line label={t('health.publish.value')} text={value} />
        <Disclosure summary={t('health.publish.zone')}>
          <Flex direction="column" alignItems="stretch" gap={2}>
            <Typography variant="pi" textColor="neutral600">
              {t('health.publish.zone.hint')}
            </Typography>
            <Line label={t('health.publish.zone')} text={zoneLine} />
          </Flex>
        </Disclosure>
      </Flex>
    </Box>
  );
};

const Line = ({ label, text }: { label: string; text: string }) => {
  const t = useT();
  return (
    <Flex direction="column" alignItems="stretch" gap={1}>
      <Typography variant="sigma" textColor="neutral600">
        {label}
      </Typography>
      <Flex gap={2} alignItems="flex-start">
        <Box flex="1" minWidth={0}>
          <Verbatim text={text} />
        </Box>
        <CopyButton text={text} label={t('health.publish.copy', { what: label })} />
      </Flex>
    </Flex>
  );
};
