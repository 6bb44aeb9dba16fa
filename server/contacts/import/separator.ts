import { parse } from 'csv-parse/sync';

import type { ImportRun } from '../../../contracts';

type Separator = NonNullable<ImportRun['separator']>;

const CANDIDATES: Separator[] = [';', ',', '\t', '|'];
const SAMPLE_ROWS = 20;

/** Excel's own first line that names the separator. */
export const SEPARATOR_LINE = /^sep=(.)\r?\n/i;

/**
 * The separator that cuts the sample into most columns, the same number in every row.
 * @param sample the first lines of the file, the last one whole.
 * @returns null where the file has one column.
 */
export function separatorOf(sample: string): Separator | null {
  const named = SEPARATOR_LINE.exec(sample)?.[1];
  const known = CANDIDATES.find((candidate) => candidate === named);
  if (known) return known;
  const scores = CANDIDATES.map((separator) => ({ separator, score: scoreOf(sample, separator) }));
  const best = scores.reduce((a, b) => (b.score > a.score ? b : a));
  return best.score > 0 ? best.separator : null;
}

function scoreOf(sample: string, delimiter: Separator): number {
  let rows: unknown[][];
  try {
    rows = parse(sample, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      to: SAMPLE_ROWS,
    });
  } catch {
    return 0;
  }
  const columns = rows[0]?.length ?? 0;
  if (columns < 2) return 0;
  const regular = rows.filter((row) => row.length === columns).length / rows.length;
  return regular * 1000 + columns;
}
