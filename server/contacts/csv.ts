import { Readable } from 'node:stream';

import { Parser } from '@json2csv/plainjs';
import { string as stringFormatter } from '@json2csv/formatters';

import { neutralised } from '../lib/formula';

export type CsvCell = string | number | boolean | null;

/**
 * A CSV file for spreadsheets: UTF-8 with BOM, CRLF, every text quoted, formulas neutralised.
 * @param pages rows in the order of `headers`; read one page at a time, as fast as the client takes them.
 */
export function csvStream(
  headers: readonly string[],
  pages: AsyncIterable<readonly CsvCell[][]>,
  separator: ',' | ';',
): Readable {
  const quote = stringFormatter();
  const parserOf = (header: boolean) =>
    new Parser<CsvCell[], CsvCell[]>({
      fields: headers.map((label, column) => ({ label, value: (row: CsvCell[]) => row[column] ?? '' })),
      delimiter: separator,
      eol: '\r\n',
      header,
      withBOM: header,
      formatters: {
        header: (value) => quote(neutralised(value)),
        string: (value) => quote(neutralised(value)),
      },
    });
  async function* lines() {
    yield `${parserOf(true).parse([])}\r\n`;
    const body = parserOf(false);
    for await (const page of pages) if (page.length > 0) yield `${body.parse(page as CsvCell[][])}\r\n`;
  }
  return Readable.from(lines());
}
