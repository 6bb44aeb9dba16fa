import { number, string } from '@json2csv/formatters';
import { Parser } from '@json2csv/plainjs';

import type { Figure, Language } from '../../../contracts';
import { neutralised } from '../../lib/formula';
import { DASH } from '../format';

export interface CsvOptions {
  language: Language;
  separator: ';' | ',';
}

/** A cell: text, a count, or nothing. */
export type Cell = string | number | undefined;
export type Row = Cell[];

/** One decimal, always, and no sign: what a spreadsheet of that language reads as a number. */
export const percentCell = ({ percent }: Pick<Figure, 'percent'>, language: Language): string =>
  percent === null ? DASH : percent.toFixed(1).replace('.', language === 'es' ? ',' : '.');

/** UTF-8 with BOM, RFC 4180 (CRLF, every record of the same length), formulas neutralised. */
export function csvFile(rows: readonly Row[], separator: CsvOptions['separator']): string {
  const width = Math.max(...rows.map(({ length }) => length));
  const quoted = string();
  const parser = new Parser<Row, Row>({
    fields: Array.from({ length: width }, (_, column) => ({
      label: String(column),
      value: (row: Row) => row[column],
    })),
    header: false,
    includeEmptyRows: true,
    withBOM: true,
    delimiter: separator,
    eol: '\r\n',
    formatters: { string: (value) => quoted(neutralised(value)), number: number() },
  });
  return `${parser.parse(rows as Row[])}\r\n`;
}
