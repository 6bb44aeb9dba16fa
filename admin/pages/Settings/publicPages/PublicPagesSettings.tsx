import { useState, type FormEvent } from 'react';
import { Box, Button, Flex, Grid, Loader, Tabs } from '@strapi/design-system';

import type { PreviewPage, PublicPagesPreview, PublicPagesState } from '../../../../contracts';
import { ErrorState } from '../../../components/ErrorState';
import { UnsavedChangesGuard } from '../../../components/UnsavedChangesGuard';
import { useApiError, useToast } from '../../../hooks/useApiError';
import { useCan } from '../../../hooks/useCan';
import { useFormat } from '../../../hooks/useFormat';
import { useT } from '../../../hooks/useT';
import { fieldMessages } from '../../../lib/api-error';
import { usePublicPagesQuery, useUpdatePublicPagesMutation } from '../../../services/public-pages';
import { clean, problemsOf } from './draft';
import { LayoutPart } from './LayoutPart';
import { LookPart } from './LookPart';
import { PagesPreview } from './PagesPreview';
import { TextsPart } from './TextsPart';

const TABS = ['look', 'texts', 'layout'] as const;
const NO_PROBLEMS: PublicPagesPreview['problems'] = { layout: [], unsubscribe: [] };

/** How the public pages look and what they say, with what becomes of it beside. */
export const PublicPagesSettings = () => {
  const t = useT();
  const { data, error, refetch } = usePublicPagesQuery();
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  if (!data) return <Loader>{t('common.loading')}</Loader>;
  return <Editor state={data} />;
};

export const Editor = ({ state: { pages, shipped, shippedLayout } }: { state: PublicPagesState }) => {
  const t = useT();
  const toast = useToast();
  const { showError } = useApiError();
  const { language: own } = useFormat();
  const editable = useCan()('settings.manage');
  const [update, { isLoading }] = useUpdatePublicPagesMutation();
  const [saved, setSaved] = useState(pages);
  const [draft, setDraft] = useState(pages);
  const [refused, setRefused] = useState<Record<string, string>>({});
  const [shown, setShown] = useState<{ page: PreviewPage; language: typeof own }>({
    page: 'unsubscribe',
    language: own,
  });
  const [problems, setProblems] = useState(NO_PROBLEMS);
  const cleaned = clean(draft);
  const changed = JSON.stringify(cleaned) !== JSON.stringify(clean(saved));
  const wrong = problemsOf(cleaned, shipped);
  const errors = {
    ...refused,
    ...Object.fromEntries(Object.entries(wrong).map(([path, { key, values }]) => [path, t(key, values)])),
  };
  const ready = Object.keys(wrong).length === 0;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    try {
      const answer = await update(cleaned).unwrap();
      setSaved(answer.pages);
      setDraft(answer.pages);
      setRefused({});
      toast('pages.saved');
    } catch (failure) {
      setRefused(fieldMessages(failure));
      showError(failure);
    }
  };

  const part = {
    draft,
    errors,
    disabled: !editable,
    onChange: (change: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...change })),
  };
  const show = (page: PreviewPage, language = shown.language) => setShown({ page, language });
  return (
    <form onSubmit={submit} noValidate>
      <UnsavedChangesGuard when={editable && changed} />
      <Grid.Root gap={6}>
        <Grid.Item col={7} s={12} xs={12} direction="column" alignItems="stretch">
          <Tabs.Root variant="simple" defaultValue={TABS[0]}>
            <Flex justifyContent="space-between" alignItems="flex-start" gap={4} wrap="wrap">
              <Tabs.List aria-label={t('pages.title')}>
                {TABS.map((tab) => (
                  <Tabs.Trigger key={tab} value={tab}>
                    {t(`pages.tab.${tab}`)}
                  </Tabs.Trigger>
                ))}
              </Tabs.List>
              {editable && (
                <Button type="submit" disabled={!changed || !ready} loading={isLoading}>
                  {t('common.save')}
                </Button>
              )}
            </Flex>
            <Box paddingTop={4}>
              <Tabs.Content value="look">
                <LookPart {...part} />
              </Tabs.Content>
              <Tabs.Content value="texts">
                <TextsPart {...part} shipped={shipped} onShow={show} />
              </Tabs.Content>
              <Tabs.Content value="layout">
                <LayoutPart {...part} shippedLayout={shippedLayout} problems={problems} onShow={show} />
              </Tabs.Content>
            </Box>
          </Tabs.Root>
        </Grid.Item>
        <Grid.Item col={5} s={12} xs={12} direction="column" alignItems="stretch">
          <Box position="sticky" top="1.6rem">
            <PagesPreview pages={cleaned} ready={ready} {...shown} onChoose={show} onProblems={setProblems} />
          </Box>
        </Grid.Item>
      </Grid.Root>
    </form>
  );
};
