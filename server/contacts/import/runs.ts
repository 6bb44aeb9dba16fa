import type { Core } from '@strapi/strapi';

import type { ImportColumn, ImportRun, ImportStatus, ImportTarget } from '../../../contracts';
import { likePattern, table, toCount, toInstant, toJson, type Transaction } from '../../lib/database';
import { notFound } from '../../lib/errors';
import { IMPORT_RUNS } from '../tables';

/** A run as it is stored. */
export interface RunRow {
  id: number;
  file_name: string;
  file_hash: string;
  format: ImportRun['format'];
  encoding: ImportRun['encoding'];
  separator: ImportRun['separator'];
  status: ImportStatus;
  columns: unknown;
  targets: unknown;
  list_ids: unknown;
  update_existing: boolean | number | null;
  consent_note: string | null;
  total_rows: number;
  processed_rows: number;
  created_count: number;
  updated_count: number;
  unchanged_count: number;
  duplicate_count: number;
  refused_count: number;
  error: string | null;
  actor_id: number | null;
  created_at: unknown;
  heartbeat_at: unknown;
  finished_at: unknown;
}

/** Statuses in which the file is still needed. */
export const OPEN: ImportStatus[] = ['uploaded', 'queued', 'running'];

export const columnsOf = (row: RunRow): ImportColumn[] => toJson<ImportColumn[]>(row.columns) ?? [];
export const targetsOf = (row: RunRow): ImportTarget[] => toJson<ImportTarget[]>(row.targets) ?? [];
export const listIdsOf = (row: RunRow): number[] => toJson<number[]>(row.list_ids) ?? [];

export const toRun = (row: RunRow): ImportRun => ({
  id: row.id,
  fileName: row.file_name,
  format: row.format,
  encoding: row.encoding,
  separator: row.separator,
  status: row.status,
  columns: columnsOf(row),
  totalRows: row.total_rows,
  processedRows: row.processed_rows,
  created: row.created_count,
  updated: row.updated_count,
  unchanged: row.unchanged_count,
  duplicates: row.duplicate_count,
  refused: row.refused_count,
  listIds: listIdsOf(row),
  error: row.error,
  createdAt: toInstant(row.created_at) as string,
  finishedAt: toInstant(row.finished_at),
});

/** @throws NotFoundError `import-not-found` */
export async function requireRun(strapi: Core.Strapi, id: number): Promise<RunRow> {
  const [row] = await table(strapi, IMPORT_RUNS).where({ id }).select<RunRow[]>('*');
  if (row) return row;
  throw notFound('import-not-found', 'Go back to the imports: this one does not exist.');
}

export async function findRuns(
  strapi: Core.Strapi,
  { page, pageSize, search }: { page: number; pageSize: number; search: string },
): Promise<{ runs: ImportRun[]; total: number }> {
  const filtered = () => {
    const query = table(strapi, IMPORT_RUNS);
    if (search) query.whereRaw("lower(file_name) like ? escape '|'", [likePattern(search.toLowerCase())]);
    return query;
  };
  const counted = (await filtered().count({ total: '*' }).first()) as { total: unknown };
  const rows = await filtered()
    .orderBy('id', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .select<RunRow[]>('*');
  return { runs: rows.map(toRun), total: toCount(counted.total) };
}

/**
 * Changes a run that still is what the caller believes it to be.
 * @returns false where somebody else was faster.
 */
export async function changeRun(
  strapi: Core.Strapi,
  expected: Partial<RunRow> & { id: number },
  changes: Partial<RunRow>,
  trx?: Transaction,
): Promise<boolean> {
  return (await table(strapi, IMPORT_RUNS, trx).where(expected).update(changes)) > 0;
}
