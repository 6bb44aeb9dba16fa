import { Box, Flex, Loader, Typography } from '@strapi/design-system';

import { CopyButton } from '../../components/CopyButton';
import { ErrorState } from '../../components/ErrorState';
import { Notice } from '../../components/Notice';
import { Panel } from '../../components/Panel';
import { useFormat } from '../../hooks/useFormat';
import { useT } from '../../hooks/useT';
import { useFormSnippetsQuery } from '../../services/forms';

const KINDS = ['link', 'html', 'script', 'json'] as const;

/** What a site builder copies, each with when to use it. */
export const Snippets = ({ id, changed }: { id: number; changed: boolean }) => {
  const t = useT();
  const { language } = useFormat();
  const { data, error, refetch } = useFormSnippetsQuery({ id, language });
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  if (!data) return <Loader>{t('common.loading')}</Loader>;
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      {changed && <Notice>{t('forms.snippets.changed')}</Notice>}
      {KINDS.map((kind) => (
        <Panel
          key={kind}
          title={t(`forms.snippet.${kind}`)}
          hint={t(`forms.snippet.${kind}.hint`)}
          action={<CopyButton text={data[kind]} label={t(`forms.snippet.${kind}.copy`)} />}
        >
          <Box background="neutral100" padding={4} hasRadius overflow="auto" maxHeight="24rem" tabIndex={0}>
            <Typography
              tag="pre"
              style={{ whiteSpace: 'pre-wrap', fontFamily: 'monospace', overflowWrap: 'anywhere' }}
            >
              {data[kind]}
            </Typography>
          </Box>
        </Panel>
      ))}
    </Flex>
  );
};
