import type { DomainRow, MeasureKey } from '../../../contracts';

export type DomainColumn = 'domain' | 'recipients' | 'sent' | MeasureKey;
export interface DomainSort {
  column: DomainColumn;
  descending: boolean;
}

const valueOf = (row: DomainRow, column: DomainColumn): number | string => {
  if (column === 'domain' || column === 'recipients' || column === 'sent') return row[column];
  // Below every percentage: a domain without a base has none.
  return row.measures[column].percent ?? -1;
};

/** The rows whose domain holds the words, in order; equal ones with most recipients first. */
export const sortDomains = (
  rows: readonly DomainRow[],
  search: string,
  { column, descending }: DomainSort,
): DomainRow[] => {
  const wanted = search.trim().toLowerCase();
  const direction = descending ? -1 : 1;
  return rows
    .filter(({ domain }) => domain.toLowerCase().includes(wanted))
    .sort((a, b) => {
      const [first, second] = [valueOf(a, column), valueOf(b, column)];
      const order =
        typeof first === 'string' || typeof second === 'string'
          ? String(first).localeCompare(String(second))
          : first - second;
      return order * direction || b.recipients - a.recipients || a.domain.localeCompare(b.domain);
    });
};

/** Clicking the column in use turns it round; a new one begins with the largest, names with A. */
export const nextSort = (sort: DomainSort, column: DomainColumn): DomainSort =>
  sort.column === column
    ? { column, descending: !sort.descending }
    : { column, descending: column !== 'domain' };
