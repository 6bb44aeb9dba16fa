import type { Column, Content, TableCell } from 'pdfmake/interfaces';

import { chunk } from '../../lib/database';
import { readersTables, type ReadersTable } from '../readers';
import type { PdfContext } from './context';
import { MUTED } from './palette';
import { head, layout, note, right, SECTION, title } from './parts';

/** Rows beyond so many share one: the CSV has them all. */
const MOST_ROWS = 15;
const GAP = 18;

function rowsOf({ rows }: ReadersTable, { w, format }: PdfContext): TableCell[][] {
  const shown = rows.length > MOST_ROWS ? rows.slice(0, MOST_ROWS - 1) : rows;
  const rest = rows.slice(shown.length);
  const restCount = rest.reduce((sum, { count }) => sum + count, 0);
  return [
    ...shown.map(({ name, count, percent }): TableCell[] => [
      { text: name, fontSize: 8 },
      right(format.count(count), { fontSize: 8 }),
      right(format.percent(percent), { fontSize: 8 }),
    ]),
    ...(rest.length
      ? [
          [
            { text: w.others(rest.length), fontSize: 8, italics: true },
            right(format.count(restCount), { fontSize: 8, color: MUTED }),
            right(format.percent(rest.reduce((sum, { percent }) => sum + (percent ?? 0), 0)), {
              fontSize: 8,
              color: MUTED,
            }),
          ],
        ]
      : []),
  ];
}

const tableOf = (table: ReadersTable, context: PdfContext): Column => ({
  width: (context.width - GAP) / 2,
  layout: layout(context.palette, 3),
  table: {
    headerRows: 1,
    dontBreakRows: true,
    widths: ['*', 44, 44],
    body: [
      [
        head(table.head, context.palette, 'left'),
        head(context.w.people, context.palette),
        head(context.w.percent, context.palette, 'right', 7),
      ],
      ...rowsOf(table, context),
    ],
  },
});

/** By what the people who opened or clicked read, and where. */
export const readersSection = (context: PdfContext): Content => {
  const { report, w, language } = context;
  if (report.readers.count === 0) {
    return { margin: SECTION, stack: [title(w.readers), { text: w.noReaders, fontSize: 9, color: MUTED }] };
  }
  const notes = [...w.readersNotes, ...(report.readers.countries ? [] : [w.noPlaces])];
  return {
    margin: SECTION,
    stack: [
      title(w.readers),
      ...chunk(readersTables(report, language), 2).map((pair): Content => ({
        columns: pair.map((table) => tableOf(table, context)),
        columnGap: GAP,
        margin: [0, 0, 0, 10],
      })),
      { stack: notes.map(note) },
    ],
  };
};
