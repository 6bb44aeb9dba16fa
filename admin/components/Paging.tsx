import { Pagination } from '@strapi/strapi/admin';

import type { Pagination as Meta } from '../../contracts';

/** Page size and page links, bound to the address bar (see `useListQuery`). */
export const Paging = ({ meta }: { meta: Meta | undefined }) =>
  meta && meta.total > 0 ? (
    <Pagination.Root pageCount={meta.pageCount} total={meta.total} defaultPageSize={meta.pageSize}>
      <Pagination.PageSize />
      <Pagination.Links />
    </Pagination.Root>
  ) : null;
