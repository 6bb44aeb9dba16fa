import type { Content, TableCell } from 'pdfmake/interfaces';

import { MEASURE_KEYS, type DomainRow, type Figure, type Measure, type MeasureKey } from '../../../contracts';
import type { Words } from '../words';
import { domainsChart } from './charts';
import type { PdfContext } from './context';
import { INK, MUTED } from './palette';
import { head, layout, note, right, SECTION, title } from './parts';

/** Domains beyond this many stand in one row together: paper is for reading, the CSV has them all. */
const MOST_DOMAINS = 200;

function measureRows({ w, format }: PdfContext, measure: Measure): TableCell[][] {
  const { key, section, allEvents } = measure;
  const names = (key in w.parts ? w.parts[key as keyof Words['parts']] : {}) as Record<string, string>;
  const figures = ({ count, base, percent }: Figure, extra: object = {}): TableCell[] => [
    right(format.count(count), extra),
    right(format.count(base), { color: MUTED, ...extra, bold: false }),
    right(format.percent(percent), extra),
  ];
  const all = allEvents ? `${format.count(allEvents.count)}  ·  ${format.percent(allEvents.percent)}` : '';
  const small = { fontSize: 8, color: MUTED };
  return [
    [
      { text: section, fontSize: 8, color: MUTED, margin: [0, 1, 0, 0] },
      {
        stack: [
          { text: w.measureNames[key], fontSize: 9.5, bold: true },
          { text: w.formulas[key], fontSize: 7, color: MUTED, margin: [0, 1, 0, 0] },
        ],
      },
      ...figures(measure, { bold: true }),
      right(all, { fontSize: 8, color: MUTED, margin: [0, 1, 0, 0] }),
    ],
    ...measure.parts.map((part): TableCell[] => [
      '',
      { text: names[part.key] ?? part.key, ...small, margin: [12, 0, 0, 0] },
      ...figures(part, small),
      '',
    ]),
  ];
}

/** Every measure of the manual with its formula, count, base, percentage and, where it has one, all events. */
export const measuresTable = (context: PdfContext): Content => {
  const { report, w, palette } = context;
  const groups = report.measures.map((measure) => measureRows(context, measure));
  const isSubRow = groups.flatMap((group) => group.map((_row, index) => index > 0));
  const subRows = new Set(isSubRow.flatMap((sub, index) => (sub ? [index + 1] : [])));
  return {
    stack: [
      title(w.measures),
      {
        layout: layout(palette, 3, subRows),
        table: {
          headerRows: 1,
          dontBreakRows: true,
          widths: [32, '*', 46, 46, 48, 84],
          body: [
            [
              head(w.section, palette, 'left', 7),
              head(`${w.measure} = ${w.formula.toLowerCase()}`, palette, 'left'),
              head(w.count, palette),
              head(w.base, palette),
              head(w.percent, palette),
              head(w.allEvents, palette),
            ],
            ...groups.flat(),
          ],
        },
      },
      { stack: w.notes.map(note), margin: [0, 4, 0, 0] },
    ],
  };
};

/** Counts of the domains that share a row; their shares are not shown, the rows above say them better. */
function otherDomains(rows: readonly DomainRow[], { w, format }: PdfContext): TableCell[] {
  const sum = (value: (row: DomainRow) => number) =>
    format.count(rows.reduce((total, row) => total + value(row), 0));
  const cell = (text: string): TableCell => right(text, { fontSize: 7, color: MUTED });
  return [
    { text: w.otherDomains(rows.length), fontSize: 7.5, italics: true },
    cell(sum(({ recipients }) => recipients)),
    cell(sum(({ sent }) => sent)),
    ...MEASURE_KEYS.map((key) => cell(sum(({ measures }) => measures[key].count))),
  ];
}

function domainRow({ domain, recipients, sent, measures }: DomainRow, { format }: PdfContext): TableCell[] {
  const figure = (key: MeasureKey): TableCell => {
    const { count, percent } = measures[key];
    return {
      alignment: 'right',
      stack: [
        { text: format.percent(percent), fontSize: 7.5, color: INK },
        { text: format.count(count), fontSize: 6.5, color: MUTED },
      ],
    };
  };
  return [
    { text: domain, fontSize: domain.length > LONG_DOMAIN ? 6.5 : 8 },
    right(format.count(recipients), { fontSize: 7.5 }),
    right(format.count(sent), { fontSize: 7.5 }),
    ...MEASURE_KEYS.map(figure),
  ];
}

const DOMAIN_PADDING = 1.5;
const DOMAIN_HEAD = 6;
/** Longer ones are set smaller, to stay on one line. */
const LONG_DOMAIN = 26;

/** Room for the longest word of a column's name, so that none is broken, and for `100,0 %`. */
const headWidth = (name: string): number =>
  Math.max(29, ...name.split(' ').map((word) => word.length * DOMAIN_HEAD * 0.57));

/** 6.2.11: every measure per recipient domain. */
export async function domainsTable(context: PdfContext): Promise<Content> {
  const { report, w, palette, width } = context;
  if (report.domains.length === 0) {
    return {
      margin: SECTION,
      stack: [title(w.domains, w.domainsSection), { text: w.noData, fontSize: 9, color: MUTED }],
    };
  }
  const names = [w.recipients, w.sent, ...MEASURE_KEYS.map((key) => w.measureNames[key])];
  const widths = names.map(headWidth);
  const domainWidth =
    width - widths.reduce((sum, one) => sum + one, 0) - (names.length + 1) * 2 * DOMAIN_PADDING;
  const shown = report.domains.slice(0, MOST_DOMAINS);
  const rest = report.domains.slice(MOST_DOMAINS);
  return {
    margin: SECTION,
    stack: [
      {
        unbreakable: true,
        stack: [
          title(w.domains, w.domainsSection),
          { text: w.topDomains, fontSize: 10.5, bold: true, margin: [0, 0, 0, 6] },
          { svg: await domainsChart(context, width), width, margin: [0, 0, 0, 14] },
        ],
      },
      {
        layout: layout(palette, DOMAIN_PADDING),
        table: {
          headerRows: 1,
          dontBreakRows: true,
          keepWithHeaderRows: 1,
          widths: [domainWidth, ...widths],
          body: [
            [
              head(w.domain, palette, 'left', 7),
              ...names.map((name) => head(name, palette, 'right', DOMAIN_HEAD)),
            ],
            ...shown.map((row) => domainRow(row, context)),
            ...(rest.length ? [otherDomains(rest, context)] : []),
          ],
        },
      },
      note(rest.length ? `${w.domainsNote} ${w.domainsInCsv}` : w.domainsNote),
    ],
  };
}

/** Each tracked link with its clicks. */
export const linksTable = ({ report, w, format, palette, width }: PdfContext): Content => {
  const counts = [72, 72];
  const urlWidth = width - 72 - 72 - 6 * 3;
  return {
    margin: SECTION,
    stack: [
      title(w.links),
      report.links.length === 0
        ? { text: w.noLinks, fontSize: 9, color: MUTED }
        : {
            layout: layout(palette, 3),
            table: {
              headerRows: 1,
              dontBreakRows: true,
              widths: [urlWidth, ...counts],
              body: [
                [head(w.link, palette, 'left'), head(w.uniqueClicks, palette), head(w.totalClicks, palette)],
                ...report.links.map(({ url, uniqueClicks, totalClicks }): TableCell[] => [
                  { text: url, fontSize: 8, wordBreak: 'break-all' },
                  right(format.count(uniqueClicks)),
                  right(format.count(totalClicks)),
                ]),
              ],
            },
          },
    ],
  };
};
