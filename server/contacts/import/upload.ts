import path from 'node:path';

import type { Core } from '@strapi/strapi';

import type { ImportColumn, ImportRun } from '../../../contracts';
import { configOf } from '../../config';
import { clock } from '../../lib/clock';
import { BATCH, table } from '../../lib/database';
import { tooLarge } from '../../lib/errors';
import { IMPORT_RUNS } from '../tables';
import { fault } from './errors';
import { keepFile } from './files';
import { inspect } from './inspect';
import { detectSeparator, readRows, type Source } from './rows';
import { requireRun, toRun } from './runs';
import { guessTargets, isHeader } from './targets';

const SAMPLES = 5;
const MAX_SAMPLE = 100;
const MAX_COLUMNS = 200;
const MAX_FILE_NAME = 200;

export interface Upload {
  /** Where the request left it. */
  path: string;
  /** As the browser said; for people only. */
  name: string;
  size: number;
}

/**
 * Reads a file whole, changes no contact, and keeps it until the import is done.
 * @throws PayloadTooLargeError `file-too-large`; ApplicationError of `import/errors`
 */
export async function uploadImport(strapi: Core.Strapi, upload: Upload, actorId: number): Promise<ImportRun> {
  const { maxFileMegabytes, maxRows } = configOf(strapi).imports;
  if (upload.size > maxFileMegabytes * 1024 * 1024) {
    throw tooLarge('file-too-large', `Choose a file of at most ${maxFileMegabytes} MB, or split this one.`, {
      values: { limit: maxFileMegabytes },
    });
  }
  const { hash, format, encoding } = await inspect(upload.path);
  const separator = encoding ? await detectSeparator(upload.path, encoding) : null;
  const source: Source = { path: upload.path, format, encoding, separator };
  const { columns, totalRows } = await survey(source, maxRows);
  const row = {
    file_name: path.basename(upload.name).slice(0, MAX_FILE_NAME) || 'import',
    file_hash: hash,
    format,
    encoding,
    separator,
    status: 'uploaded',
    columns: JSON.stringify(columns),
    list_ids: '[]',
    total_rows: totalRows,
    processed_rows: 0,
    created_count: 0,
    updated_count: 0,
    unchanged_count: 0,
    duplicate_count: 0,
    refused_count: 0,
    actor_id: actorId,
    created_at: clock.now(),
  };
  const made: unknown = await table(strapi, IMPORT_RUNS).insert(row, ['id']);
  // MySQL answers the id itself.
  const [first] = made as [number | { id: number }];
  const id = typeof first === 'object' ? first.id : first;
  try {
    // After the row, so that the end of another import of the same file does not remove it.
    await keepFile(strapi, upload.path, hash);
  } catch (error) {
    await table(strapi, IMPORT_RUNS).where({ id }).del();
    throw error;
  }
  return toRun(await requireRun(strapi, id));
}

/** Header, samples and the number of rows. */
async function survey(
  source: Source,
  maxRows: number,
): Promise<{ columns: ImportColumn[]; totalRows: number }> {
  let headers: string[] | null = null;
  const samples: string[][] = [];
  let totalRows = 0;
  for await (const { cells } of readRows(source)) {
    if (!headers) {
      if (!isHeader(cells)) throw fault('import-no-header');
      if (cells.length > MAX_COLUMNS) throw fault('import-too-many-columns', { limit: MAX_COLUMNS });
      headers = cells;
      continue;
    }
    totalRows += 1;
    if (totalRows > maxRows) throw fault('import-too-many-rows', { limit: maxRows });
    if (samples.length < BATCH) samples.push(cells.slice(0, headers.length));
  }
  if (!headers || totalRows === 0) throw fault('import-empty');
  const targets = guessTargets(headers);
  const columns = headers.map((header, index) => ({
    header: header.slice(0, MAX_SAMPLE),
    samples: samples
      .map((cells) => (cells[index] ?? '').slice(0, MAX_SAMPLE))
      .filter(Boolean)
      .slice(0, SAMPLES),
    target: targets[index] ?? null,
  }));
  return { columns, totalRows };
}
