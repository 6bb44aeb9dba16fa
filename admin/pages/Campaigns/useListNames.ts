import { useCallback, useMemo } from 'react';

import type { List } from '../../../contracts';
import { useCan } from '../../hooks/useCan';
import { useT } from '../../hooks/useT';
import { useListsQuery } from '../../services/lists';

const ALL_LISTS = { pageSize: 100, sort: 'name:asc' };

/** The lists that campaigns can go to; none where the person may not read lists. */
export const useAllLists = (): { lists: List[]; isLoading: boolean; error: unknown } => {
  const can = useCan();
  const { data, isLoading, error } = useListsQuery(ALL_LISTS, { skip: !can('lists.read') });
  const lists = useMemo(() => data?.data ?? [], [data]);
  return { lists, isLoading, error };
};

/** The name of a list by its id; "List 7" where it is unknown to this person. */
export const useListNames = (): ((id: number) => string) => {
  const t = useT();
  const { lists } = useAllLists();
  return useCallback(
    (id) => lists.find((list) => list.id === id)?.name ?? t('campaigns.field.list-gone', { id }),
    [lists, t],
  );
};
