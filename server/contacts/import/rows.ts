import { Readable, pipeline } from 'node:stream';

import { parse } from 'csv-parse';
import { readSheet } from 'read-excel-file/node';

import type { ImportRun } from '../../../contracts';
import { restored } from '../../lib/formula';
import { fault } from './errors';
import { SEPARATOR_LINE, separatorOf } from './separator';
import { beginning, decoded } from './text';
import { checkWorkbook } from './zip';

/** How to read a file, as found out when it came. */
export interface Source {
  path: string;
  format: ImportRun['format'];
  encoding: ImportRun['encoding'];
  separator: ImportRun['separator'];
}

export interface Row {
  /** As a spreadsheet counts: the header is row 1. */
  number: number;
  /** Trimmed. */
  cells: string[];
}

const MAX_LINE = 1_000_000;
const SAMPLE = 64 * 1024;

/** U+0000 is no character for PostgreSQL. */
const clean = (cell: string): string => cell.replaceAll('\0', '').trim();
/** What an export made text for the sake of spreadsheets, a telephone number with its plus say, is itself again. */
const cleanCsv = (cell: string): string => restored(clean(cell));
const isBlank = ({ cells }: Row): boolean => cells.every((cell) => cell === '');

/** The rows of a file that have something in them, one by one; the first is the header. */
export async function* readRows(source: Source): AsyncGenerator<Row, void> {
  const rows = source.format === 'xlsx' ? sheetRows(source) : csvRows(source);
  for await (const row of rows) if (!isBlank(row)) yield row;
}

/** The separator of a CSV file, or null for one column. */
export async function detectSeparator(
  path: string,
  encoding: NonNullable<ImportRun['encoding']>,
): Promise<ImportRun['separator']> {
  const sample = await beginning(path, encoding, SAMPLE);
  const lastLine = sample.lastIndexOf('\n');
  return separatorOf(sample.length < SAMPLE || lastLine < 0 ? sample : sample.slice(0, lastLine + 1));
}

async function* csvRows({ path, encoding, separator }: Source): AsyncGenerator<Row, void> {
  if (!encoding) throw fault('import-encoding-unknown');
  const named = SEPARATOR_LINE.test(await beginning(path, encoding, 10));
  const parser = parse({
    delimiter: separator ?? ',',
    from_line: named ? 2 : 1,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: MAX_LINE,
  });
  // The parser hands an error of the file on to the loop below.
  pipeline(Readable.from(withShortLines(decoded(path, encoding))), parser, () => undefined);
  let number = 0;
  try {
    for await (const record of parser) {
      number += 1;
      yield { number, cells: (record as string[]).map(cleanCsv) };
    }
  } catch (error) {
    throw csvFault(error);
  }
}

/**
 * The parser counts what stands in a record, not its separators: a long line of nothing else would fill the memory.
 * @throws ApplicationError `import-line-too-long`
 */
async function* withShortLines(pieces: AsyncIterable<string>): AsyncGenerator<string, void> {
  let length = 0;
  for await (const piece of pieces) {
    const first = piece.search(/[\r\n]/);
    length += first < 0 ? piece.length : first;
    if (length > MAX_LINE) throw fault('import-line-too-long');
    if (first >= 0) length = piece.length - 1 - Math.max(piece.lastIndexOf('\n'), piece.lastIndexOf('\r'));
    yield piece;
  }
}

const csvFault = (error: unknown): unknown => {
  const { code } = error as { code?: string };
  if (code === 'CSV_MAX_RECORD_SIZE') return fault('import-line-too-long');
  return code?.startsWith('CSV_') ? fault('import-csv-broken') : error;
};

/** The first sheet. */
async function* sheetRows({ path }: Source): AsyncGenerator<Row, void> {
  await checkWorkbook(path);
  const rows = (await readSheet(path).catch(() => {
    throw fault('import-format-unknown');
  })) as unknown[][];
  for (const [index, cells] of rows.entries())
    yield { number: index + 1, cells: cells.map(toText).map(clean) };
}

const toText = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!(value instanceof Date)) return '';
  const text = value.toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text;
};
