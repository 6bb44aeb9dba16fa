import { useEffect, useState } from 'react';
import { useDebounce } from '@strapi/strapi/admin';
import { Box, Button, Flex, Loader, Tabs, Typography } from '@strapi/design-system';

import type { ContentProblem, Preview } from '../../contracts';
import { useErrorText } from '../hooks/useApiError';
import { useCan } from '../hooks/useCan';
import { useFormat } from '../hooks/useFormat';
import { useT } from '../hooks/useT';
import { usePreviewQuery } from '../services/content';
import { ContactPicker } from './ContactPicker';
import { ContentProblems } from './ContentProblems';
import { ScaledFrame } from './ScaledFrame';

const WIDTHS = { desktop: 640, phone: 375 } as const;
type Device = keyof typeof WIDTHS;

const HEIGHT = 560;
const SETTLE_MS = 600;

interface Props {
  mjml: string;
  /** Shown above the e-mail where given; merge tags in them are filled too. */
  subject?: string;
  preheader?: string;
  onGoToLine?: (line: number) => void;
  /** For the markers in the editor. */
  onProblems?: (problems: ContentProblem[]) => void;
}

/** The e-mail as a recipient will see it, made by the server, with what is wrong with it. */
export const PreviewFrame = ({ mjml, subject, preheader, onGoToLine, onProblems }: Props) => {
  const t = useT();
  const can = useCan();
  const errorText = useErrorText();
  const [contactId, setContactId] = useState<number | null>(null);
  const settled = useDebounce(mjml, SETTLE_MS);
  const settledSubject = useDebounce(subject, SETTLE_MS);
  const settledPreheader = useDebounce(preheader, SETTLE_MS);
  const { data, error, isFetching } = usePreviewQuery(
    {
      mjml: settled,
      ...(settledSubject !== undefined && { subject: settledSubject }),
      ...(settledPreheader !== undefined && { preheader: settledPreheader }),
      ...(contactId !== null && { contactId }),
    },
    { skip: settled.trim() === '' },
  );

  useEffect(() => {
    if (data) onProblems?.(data.problems);
  }, [data, onProblems]);

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {can('contacts.read') && (
        <ContactPicker
          label={t('templates.previewAs')}
          placeholder={t('templates.previewAs.example')}
          value={contactId}
          onChange={setContactId}
        />
      )}
      {error ? (
        <Typography textColor="danger600" role="alert">
          {errorText(error)}
        </Typography>
      ) : null}
      {settled.trim() === '' || !data ? (
        <Flex justifyContent="center" height={`${HEIGHT}px`} background="neutral100" hasRadius>
          {isFetching ? (
            <Loader>{t('common.loading')}</Loader>
          ) : (
            <Typography>{t('templates.preview.empty')}</Typography>
          )}
        </Flex>
      ) : (
        <Result
          preview={data}
          isFetching={isFetching}
          showSubject={subject !== undefined}
          onGoToLine={onGoToLine}
        />
      )}
    </Flex>
  );
};

interface ResultProps {
  preview: Preview;
  isFetching: boolean;
  showSubject: boolean;
  onGoToLine: ((line: number) => void) | undefined;
}

const Result = ({ preview, isFetching, showSubject, onGoToLine }: ResultProps) => {
  const t = useT();
  const format = useFormat();
  const errors = preview.problems.filter(({ severity }) => severity === 'error');
  const warnings = preview.problems.filter(({ severity }) => severity === 'warning');
  return (
    <Flex direction="column" alignItems="stretch" gap={3} aria-busy={isFetching}>
      <ContentProblems problems={errors} onGoToLine={onGoToLine} />
      {showSubject && <Envelope subject={preview.subject} preheader={preview.preheader} />}
      <Tabs.Root variant="simple" defaultValue="html">
        <Flex justifyContent="space-between" wrap="wrap" gap={2}>
          <Tabs.List aria-label={t('templates.preview')}>
            <Tabs.Trigger value="html">{t('templates.preview.html')}</Tabs.Trigger>
            <Tabs.Trigger value="text">{t('templates.preview.text')}</Tabs.Trigger>
          </Tabs.List>
          <Typography variant="pi" textColor="neutral600">
            {preview.html &&
              t('templates.preview.size', { size: format.number(Math.ceil(preview.htmlBytes / 1024)) })}
          </Typography>
        </Flex>
        <Tabs.Content value="html">
          <HtmlPart html={preview.html} />
        </Tabs.Content>
        <Tabs.Content value="text">
          <Box paddingTop={3}>
            <Box
              background="neutral100"
              padding={4}
              hasRadius
              height={`${HEIGHT}px`}
              overflow="auto"
              tabIndex={0}
            >
              <Typography tag="pre" style={{ whiteSpace: 'pre-wrap', fontFamily: 'monospace' }}>
                {preview.text}
              </Typography>
            </Box>
          </Box>
        </Tabs.Content>
      </Tabs.Root>
      <ContentProblems problems={warnings} onGoToLine={onGoToLine} />
    </Flex>
  );
};

const Envelope = ({ subject, preheader }: { subject: string; preheader: string }) => {
  const t = useT();
  return (
    <Box background="neutral100" padding={3} hasRadius>
      <Typography tag="p" fontWeight="bold" textColor="neutral800">
        {subject || t('templates.preview.noSubject')}
      </Typography>
      {preheader && (
        <Typography tag="p" variant="pi" textColor="neutral600" ellipsis>
          {preheader}
        </Typography>
      )}
    </Box>
  );
};

const HtmlPart = ({ html }: { html: string }) => {
  const t = useT();
  const [device, setDevice] = useState<Device>('desktop');
  return (
    <Flex direction="column" alignItems="stretch" gap={3} paddingTop={3}>
      <Flex gap={2} role="group" aria-label={t('templates.preview.width')}>
        {(Object.keys(WIDTHS) as Device[]).map((name) => (
          <Button
            key={name}
            size="S"
            variant={device === name ? 'secondary' : 'tertiary'}
            aria-pressed={device === name}
            onClick={() => setDevice(name)}
          >
            {t(`templates.preview.${name}`)}
          </Button>
        ))}
      </Flex>
      {html ? (
        <Box background="neutral150" padding={2} hasRadius>
          <ScaledFrame title={t('templates.preview')} html={html} width={WIDTHS[device]} height={HEIGHT} />
        </Box>
      ) : (
        <Flex justifyContent="center" height={`${HEIGHT}px`} background="neutral100" hasRadius padding={6}>
          <Typography textAlign="center">{t('templates.preview.broken')}</Typography>
        </Flex>
      )}
    </Flex>
  );
};
