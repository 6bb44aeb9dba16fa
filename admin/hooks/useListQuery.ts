import { useCallback, useMemo } from 'react';
import { deepEncodeQueryValues, useQueryParams } from '@strapi/strapi/admin';

import type { PageQuery } from '../../contracts';

const DEFAULT_PAGE_SIZE = 20;

type Raw = Record<string, string | undefined>;

/** The address bar's words in those of the API: Strapi's tables write `name:ASC`, the API reads `name:asc`. */
export const toPageQuery = (raw: Raw, defaults: PageQuery = {}): PageQuery => {
  const [field, direction] = (raw['sort'] ?? '').split(':');
  const query: PageQuery = {
    ...defaults,
    page: Math.max(1, Number(raw['page']) || 1),
    pageSize: Math.min(100, Math.max(1, Number(raw['pageSize'] ?? defaults.pageSize) || DEFAULT_PAGE_SIZE)),
  };
  if (field) query.sort = `${field}:${direction?.toLowerCase() === 'desc' ? 'desc' : 'asc'}`;
  if (raw['_q']) query.search = raw['_q'];
  return query;
};

/**
 * A paged list bound to the address bar, so that a link, a reload and the back button show the same rows.
 * `raw` holds every value as text; `set` changes some (undefined removes) and goes back to page 1.
 * The search text is `_q` there: Strapi writes addresses without encoding and its pagination and table headers
 * encode only `_q` and `filters`.
 */
export const useListQuery = (defaults?: PageQuery) => {
  const [{ query }, setQuery] = useQueryParams<Raw>();
  const raw = useMemo(() => query ?? {}, [query]);
  const set = useCallback(
    (changes: Raw) => setQuery({ ...deepEncodeQueryValues({ ...raw, page: '1', ...changes }) }, 'push', true),
    [setQuery, raw],
  );
  const pageQuery = useMemo(() => toPageQuery(raw, defaults), [raw, defaults]);
  return { raw, pageQuery, set };
};
