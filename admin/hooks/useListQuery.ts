import { useCallback, useMemo } from 'react';
import { useQueryParams } from '@strapi/strapi/admin';

import type { PageQuery } from '../../contracts';

const DEFAULT_PAGE_SIZE = 20;

type Raw = Record<string, string | undefined>;

/** The address bar's words in those of the API: Strapi's tables write `name:ASC`, the API reads `name:asc`. */
export const toPageQuery = (raw: Raw, defaults: PageQuery = {}): PageQuery => {
  const [field, direction] = (raw['sort'] ?? '').split(':');
  const query: PageQuery = {
    ...defaults,
    page: Math.max(1, Number(raw['page']) || 1),
    pageSize: Math.min(100, Math.max(1, Number(raw['pageSize']) || defaults.pageSize || DEFAULT_PAGE_SIZE)),
  };
  if (field) query.sort = `${field}:${direction?.toLowerCase() === 'desc' ? 'desc' : 'asc'}`;
  if (raw['search']) query.search = raw['search'];
  return query;
};

/**
 * A paged list bound to the address bar, so that a link, a reload and the back button show the same rows.
 * `raw` holds every value as text; `set` changes some (undefined removes) and goes back to page 1.
 */
export const useListQuery = (defaults?: PageQuery) => {
  const [{ query: raw }, setQuery] = useQueryParams<Raw>();
  const set = useCallback((changes: Raw) => setQuery({ page: '1', ...changes }, 'push', true), [setQuery]);
  const pageQuery = useMemo(() => toPageQuery(raw ?? {}, defaults), [raw, defaults]);
  return { raw: raw ?? {}, pageQuery, set };
};
