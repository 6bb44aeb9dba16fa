import { Box, Button, Flex, Grid, Typography } from '@strapi/design-system';
import { Check } from '@strapi/icons';

import type { Settings } from '../../../contracts';
import { Notice } from '../../components/Notice';
import { Panel } from '../../components/Panel';
import { useErrorText } from '../../hooks/useApiError';
import { useCan } from '../../hooks/useCan';
import { useT } from '../../hooks/useT';
import { useVerifyTransportMutation } from '../../services/settings';

/** What the configuration says about sending; read-only here, because passwords do not belong into a database. */
export const Transport = ({ settings }: { settings: Settings }) => {
  const t = useT();
  const can = useCan();
  const errorText = useErrorText();
  const [verify, { data: answer, error, isLoading }] = useVerifyTransportMutation();
  const { transport, queue, publicUrl } = settings;
  const entries: [string, string][] = [
    ...(transport
      ? ([
          ['host', `${transport.host}:${transport.port}`],
          ['secure', t(transport.secure ? 'settings.transport.secure.yes' : 'settings.transport.secure.no')],
          ['user', transport.user ?? '–'],
          ['password', transport.password ?? '–'],
        ] as [string, string][])
      : []),
    ['queue', t(`settings.transport.queue.${queue.driver}`)],
    ['publicUrl', publicUrl],
  ];

  return (
    <Panel
      title={t('settings.transport')}
      hint={t('settings.transport.hint')}
      action={
        transport &&
        can('settings.manage') && (
          <Button
            variant="secondary"
            size="S"
            startIcon={<Check />}
            loading={isLoading}
            onClick={() => verify()}
          >
            {t('settings.transport.verify')}
          </Button>
        )
      }
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        {!transport && <Notice tone="warning">{t('settings.transport.missing')}</Notice>}
        <Grid.Root gap={4} tag="dl">
          {entries.map(([name, value]) => (
            <Grid.Item key={name} col={4} s={6} xs={12} direction="column" alignItems="flex-start">
              <Typography tag="dt" variant="sigma" textColor="neutral600">
                {t(`settings.transport.${name}`)}
              </Typography>
              <Typography tag="dd" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
                {value}
              </Typography>
            </Grid.Item>
          ))}
        </Grid.Root>
        {error ? (
          <Notice tone="danger" live>
            {errorText(error)}
          </Notice>
        ) : null}
        {answer && (
          <Notice tone={answer.ok ? 'info' : 'danger'} live>
            <Typography fontWeight="bold">
              {t(answer.ok ? 'settings.transport.verify.ok' : 'settings.transport.verify.failed')}
            </Typography>
            <Box paddingTop={1}>
              <Typography tag="code" style={{ fontFamily: 'monospace', overflowWrap: 'anywhere' }}>
                {answer.reply}
              </Typography>
            </Box>
          </Notice>
        )}
      </Flex>
    </Panel>
  );
};
