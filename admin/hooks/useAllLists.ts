import type { List } from '../../contracts';
import { useListsQuery } from '../services/lists';
import { useCan } from './useCan';

const NO_LISTS: List[] = [];

/** The lists by name, for pickers; at most 100. None for whoever may not read lists. */
export const useAllLists = (): List[] => {
  const can = useCan();
  const { data } = useListsQuery({ pageSize: 100, sort: 'name:asc' }, { skip: !can('lists.read') });
  return data?.data ?? NO_LISTS;
};
