import { useEffect, useState } from 'react';
import { useDebounce } from '@strapi/strapi/admin';
import { Box, Searchbar, SearchForm } from '@strapi/design-system';

import { useListQuery } from '../hooks/useListQuery';
import { useT } from '../hooks/useT';

/** A search field bound to `_q` in the address bar; searches while one types. */
export const SearchBox = ({ label }: { label: string }) => {
  const t = useT();
  const { raw, set } = useListQuery();
  const applied = raw['_q'] ?? '';
  const [value, setValue] = useState(applied);
  const settled = useDebounce(value, 300);

  useEffect(() => {
    if (settled === value && settled !== applied) set({ _q: settled || undefined });
    // `applied` follows `set`; listening to it would undo a search cleared from outside.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled]);

  return (
    <Box width="32rem">
      <SearchForm onSubmit={(event: React.FormEvent) => event.preventDefault()}>
        <Searchbar
          name="search"
          size="S"
          value={value}
          onChange={(event: React.ChangeEvent<HTMLInputElement>) => setValue(event.target.value)}
          onClear={() => setValue('')}
          clearLabel={t('common.clear')}
          placeholder={label}
        >
          {label}
        </Searchbar>
      </SearchForm>
    </Box>
  );
};
