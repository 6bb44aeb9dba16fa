import { useEffect, useState } from 'react';
import { Flex } from '@strapi/design-system';

import { FEEDBACK_CLASSES, FEEDBACK_SOURCES, FEEDBACK_STATES, type FeedbackRow } from '../../../contracts';
import { EmptyState } from '../../components/EmptyState';
import { ErrorState } from '../../components/ErrorState';
import { Filter } from '../../components/Filter';
import { Paging } from '../../components/Paging';
import { SearchBox } from '../../components/SearchBox';
import { SelectionBar } from '../../components/SelectionBar';
import { Toolbar } from '../../components/Toolbar';
import { useCan } from '../../hooks/useCan';
import { useListQuery } from '../../hooks/useListQuery';
import { useT } from '../../hooks/useT';
import { useFeedbackListQuery } from '../../services/bounces';
import { FeedbackActions } from './FeedbackActions';
import { FeedbackModal } from './FeedbackModal';
import { FeedbackTable } from './FeedbackTable';
import { feedbackQuery } from './feedback-words';

/** Everything that came back, and the queue of what nobody could make anything of. */
export const FeedbackList = () => {
  const t = useT();
  const can = useCan();
  const { raw, pageQuery } = useListQuery();
  const query = feedbackQuery(raw, pageQuery);
  const { data, error, isLoading, isFetching, refetch } = useFeedbackListQuery(query);
  const [selected, setSelected] = useState<FeedbackRow[]>([]);
  const [opened, setOpened] = useState<number | null>(null);
  const rows = data?.data ?? [];
  const filtered = ['_q', 'state', 'class', 'source', 'campaignId'].some((name) => raw[name]);

  const shown = JSON.stringify(query);
  useEffect(() => setSelected([]), [shown]);

  return (
    <>
      <Toolbar>
        <SearchBox label={t('bounces.search')} />
        <Flex gap={2} wrap="wrap" role="group" aria-label={t('bounces.filters')}>
          <Filter
            name="state"
            label={t('bounces.column.state')}
            options={FEEDBACK_STATES.map((value) => ({ value, label: t(`bounces.state.${value}`) }))}
          />
          <Filter
            name="class"
            label={t('bounces.filter.class')}
            options={FEEDBACK_CLASSES.map((value) => ({ value, label: t(`bounces.class.${value}`) }))}
          />
          <Filter
            name="source"
            label={t('bounces.fact.source')}
            options={FEEDBACK_SOURCES.map((value) => ({ value, label: t(`bounces.source.${value}`) }))}
          />
        </Flex>
      </Toolbar>
      {error ? (
        <ErrorState error={error} onRetry={refetch} />
      ) : !isLoading && rows.length === 0 ? (
        <EmptyState content={t(filtered ? 'bounces.noneFound' : 'bounces.empty')} />
      ) : (
        <Flex direction="column" alignItems="stretch" aria-busy={isFetching}>
          <SelectionBar count={selected.length}>
            <FeedbackActions rows={selected} onDone={() => setSelected([])} />
          </SelectionBar>
          <FeedbackTable
            rows={rows}
            isLoading={isLoading}
            onOpen={setOpened}
            {...(can('bounces.manage') && { selection: { selected, onChange: setSelected } })}
          />
        </Flex>
      )}
      <Paging meta={data?.meta.pagination} />
      {opened !== null && <FeedbackModal id={opened} onClose={() => setOpened(null)} />}
    </>
  );
};
