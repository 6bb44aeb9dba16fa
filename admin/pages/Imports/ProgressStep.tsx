import { Box, Button, Flex, Grid, LinkButton, Typography } from '@strapi/design-system';
import { Download } from '@strapi/icons';
import { useIntl } from 'react-intl';
import { Link } from 'react-router-dom';

import type { ImportRun } from '../../../contracts';
import { Notice } from '../../components/Notice';
import { Panel } from '../../components/Panel';
import { Progress } from '../../components/Progress';
import { useDownload } from '../../hooks/useDownload';
import { useFormat } from '../../hooks/useFormat';
import { useHasText, useT } from '../../hooks/useT';
import { pathTo } from '../../lib/paths';
import { BASE } from '../../services/api';
import { useImportQuery } from '../../services/imports';

const POLL_MS = 1000;

/** Processed rows are the sum of these. */
const COUNTS = ['created', 'updated', 'unchanged', 'duplicates', 'refused'] as const;

/** Step 3: how far it is, then what came of it. It goes on when the page is left. */
export const ProgressStep = ({ run }: { run: ImportRun }) => {
  const t = useT();
  const format = useFormat();
  // The panel may speak a language that the plugin does not: English then, as its words are.
  const language = useIntl().locale.startsWith('es') ? 'es' : 'en';
  const { download, isDownloading } = useDownload();
  const active = run.status === 'queued' || run.status === 'running';
  useImportQuery(run.id, { pollingInterval: active ? POLL_MS : 0 });
  const percent = run.totalRows === 0 ? 100 : Math.floor((run.processedRows / run.totalRows) * 100);

  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <Panel title={t(`imports.status.${run.status}.long`)}>
        <Flex direction="column" alignItems="stretch" gap={4}>
          {run.status === 'failed' && <Failure code={run.error} />}
          <Progress value={run.status === 'done' ? 100 : percent} aria-label={t('imports.step.progress')} />
          <Typography textColor="neutral600" role="status">
            {t('imports.processed', {
              done: format.number(run.processedRows),
              total: format.number(run.totalRows),
            })}
          </Typography>
          {active && <Typography textColor="neutral600">{t('imports.mayLeave')}</Typography>}
        </Flex>
      </Panel>
      <Grid.Root gap={4}>
        {COUNTS.map((name) => (
          <Grid.Item key={name} col={2} s={4} xs={6} direction="column" alignItems="stretch">
            <Box background="neutral0" hasRadius shadow="tableShadow" padding={4} height="100%">
              <Typography variant="alpha" tag="p">
                {format.number(run[name])}
              </Typography>
              <Typography textColor="neutral600">{t(`imports.count.${name}`)}</Typography>
            </Box>
          </Grid.Item>
        ))}
      </Grid.Root>
      <Flex gap={2}>
        {run.refused > 0 && (
          <Button
            variant="secondary"
            startIcon={<Download />}
            loading={isDownloading}
            onClick={() => download(`${BASE}/imports/${run.id}/refused`, { language }, 'refused.csv')}
          >
            {t('imports.downloadRefused')}
          </Button>
        )}
        {!active && (
          <LinkButton tag={Link} to={pathTo('contacts')} variant="tertiary">
            {t('imports.toContacts')}
          </LinkButton>
        )}
      </Flex>
    </Flex>
  );
};

const Failure = ({ code }: { code: string | null }) => {
  const t = useT();
  const hasText = useHasText();
  return (
    <Notice tone="danger" live>
      {code && hasText(`error.${code}`) ? t(`error.${code}`) : t('imports.failed')}
    </Notice>
  );
};
