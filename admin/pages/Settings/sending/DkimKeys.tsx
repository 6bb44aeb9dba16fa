import { Box, Button, Flex, Loader, Typography } from '@strapi/design-system';
import { Check } from '@strapi/icons';

import type { DkimKeyInfo, VerifyDkimResponse } from '../../../../contracts';
import { CopyButton } from '../../../components/CopyButton';
import { ErrorState } from '../../../components/ErrorState';
import { Notice } from '../../../components/Notice';
import { Panel } from '../../../components/Panel';
import { Verbatim } from '../../../components/ServerWords';
import { StatusBadge, type Tone } from '../../../components/StatusBadge';
import { useErrorText } from '../../../hooks/useApiError';
import { useCan } from '../../../hooks/useCan';
import { useT } from '../../../hooks/useT';
import { useTransportsQuery, useVerifyDkimMutation } from '../../../services/sending';

type Result = VerifyDkimResponse['data'][number]['result'];

const TONES: Record<Result, Tone> = {
  match: 'success',
  missing: 'danger',
  mismatch: 'danger',
  unreachable: 'warning',
};

/** The keys that sign, what has to stand in the DNS for each, and whether it does. */
export const DkimKeys = () => {
  const t = useT();
  const errorText = useErrorText();
  const editable = useCan()('settings.manage');
  const { data, error, isLoading, refetch } = useTransportsQuery();
  const [verify, check] = useVerifyDkimMutation();
  const keys = data?.dkim ?? [];
  const resultOf = ({ domain, selector }: DkimKeyInfo): Result | undefined =>
    check.data?.find((found) => found.domain === domain && found.selector === selector)?.result;

  return (
    <Panel
      title={t('settings.dkim')}
      hint={t('settings.dkim.hint')}
      action={
        editable &&
        keys.length > 0 && (
          <Button
            variant="secondary"
            size="S"
            startIcon={<Check />}
            loading={check.isLoading}
            onClick={() => verify()}
          >
            {t('settings.dkim.verify')}
          </Button>
        )
      }
    >
      {isLoading && <Loader small>{t('common.loading')}</Loader>}
      {error ? <ErrorState error={error} onRetry={refetch} /> : null}
      {data && keys.length === 0 && <Notice tone="warning">{t('settings.dkim.none')}</Notice>}
      <Flex direction="column" alignItems="stretch" gap={4} aria-live="polite">
        {check.error ? (
          <Notice tone="danger" live>
            {errorText(check.error)}
          </Notice>
        ) : null}
        {keys.map((key) => (
          <DkimKey key={`${key.selector} ${key.domain}`} dkim={key} result={resultOf(key)} />
        ))}
      </Flex>
    </Panel>
  );
};

const DkimKey = ({ dkim, result }: { dkim: DkimKeyInfo; result: Result | undefined }) => {
  const t = useT();
  const { domain, selector, algorithm, bits, record } = dkim;
  return (
    <Box tag="article" aria-label={`${selector}, ${domain}`} borderColor="neutral200" hasRadius padding={5}>
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Flex gap={3} alignItems="center" wrap="wrap">
          <Typography tag="h3" variant="delta">
            {domain}
          </Typography>
          <Typography textColor="neutral600">
            {t(`settings.dkim.algorithm.${algorithm}`, { bits, selector })}
          </Typography>
          {result && <StatusBadge tone={TONES[result]}>{t(`settings.dkim.result.${result}`)}</StatusBadge>}
        </Flex>
        {result && result !== 'match' && (
          <Notice tone={result === 'unreachable' ? 'warning' : 'danger'}>
            {t(`settings.dkim.result.${result}.todo`)}
          </Notice>
        )}
        <Line label={t('settings.dkim.name')} text={`${selector}._domainkey.${domain}`} />
        <Line label={t('settings.dkim.record')} text={record} />
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
        <CopyButton text={text} label={t('settings.dkim.copy', { what: label })} />
      </Flex>
    </Flex>
  );
};
