import type { Content, CustomTableLayout, TableCell } from 'pdfmake/interfaces';

import { MEASURE_KEYS, type DomainRow, type Figure, type Measure, type MeasureKey } from '../../../contracts';
import { NO_RATE } from '../format';
import type { Words } from '../words';
import { domainsChart } from './charts';
import type { PdfContext } from './context';
import { INK, MUTED, RULE, type Palette } from './palette';

/** Domains beyond this many stand in one row together: paper is for reading, the CSV has them all. */
const MOST_DOMAINS = 200;

const layout = (palette: Palette, padding: number): CustomTableLayout => ({
  hLineWidth: (i, node) => (i === (node.table.headerRows ?? 0) ? 1 : i === 0 ? 0 : 0.5),
  vLineWidth: () => 0,
  hLineColor: (i, node) => (i === (node.table.headerRows ?? 0) ? palette.strong : RULE),
  paddingLeft: () => padding,
  paddingRight: () => padding,
  paddingTop: () => 3,
  paddingBottom: () => 3,
});

const title = (text: string, section?: string): Content => ({
  text: section ? [{ text: `${section}  `, color: MUTED }, text] : text,
  fontSize: 14,
  bold: true,
  margin: [0, 0, 0, 8],
});

const note = (text: string): Content => ({ text, fontSize: 7.5, color: MUTED, margin: [0, 3, 0, 0] });

const head = (
  text: string,
  palette: Palette,
  alignment: 'left' | 'right' = 'right',
  fontSize = 8,
): TableCell => ({
  text,
  fontSize,
  bold: true,
  color: palette.strong,
  alignment,
});

const right = (text: string, extra: object = {}): TableCell => ({
  text,
  fontSize: 9,
  alignment: 'right',
  ...extra,
});

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
  return {
    stack: [
      title(w.measures),
      {
        layout: layout(palette, 3),
        table: {
          headerRows: 1,
          dontBreakRows: true,
          widths: [32, '*', 52, 52, 56, 92],
          body: [
            [
              head(w.section, palette, 'left', 7),
              head(`${w.measure} = ${w.formula.toLowerCase()}`, palette, 'left'),
              head(w.count, palette),
              head(w.base, palette),
              head(w.percent, palette),
              head(w.allEvents, palette),
            ],
            ...report.measures.flatMap((measure) => measureRows(context, measure)),
          ],
        },
      },
      { stack: w.notes.map(note), margin: [0, 4, 0, 0] },
    ],
  };
};

/** Who was left out, and why. */
export const exclusions = ({ report, w, format, palette }: PdfContext): Content => {
  const reasons = Object.entries(report.ledger.excludedByReason).sort(([, a], [, b]) => b - a);
  return {
    unbreakable: true,
    margin: [0, 20, 0, 0],
    stack: [
      title(w.exclusions),
      reasons.length === 0
        ? { text: w.noExclusions, fontSize: 9, color: MUTED }
        : {
            layout: layout(palette, 3),
            table: {
              widths: [260, 70],
              body: [
                ...reasons.map(([reason, count]): TableCell[] => [
                  { text: w.exclusionReason[reason as keyof typeof w.exclusionReason], fontSize: 9 },
                  right(format.count(count)),
                ]),
                [
                  { text: w.excluded, fontSize: 9, bold: true },
                  right(format.count(report.ledger.byStatus.excluded), { bold: true }),
                ],
              ],
            },
          },
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
        { text: percent === null ? NO_RATE : format.percent(percent), fontSize: 7.5, color: INK },
        { text: format.count(count), fontSize: 6.5, color: MUTED },
      ],
    };
  };
  return [
    { text: domain, fontSize: 8 },
    right(format.count(recipients), { fontSize: 7.5 }),
    right(format.count(sent), { fontSize: 7.5 }),
    ...MEASURE_KEYS.map(figure),
  ];
}

/** 6.2.11: every measure per recipient domain. */
export async function domainsTable(context: PdfContext): Promise<Content> {
  const { report, w, palette, width } = context;
  if (report.domains.length === 0) {
    return { stack: [title(w.domains, w.domainsSection), { text: w.noData, fontSize: 9, color: MUTED }] };
  }
  const shown = report.domains.slice(0, MOST_DOMAINS);
  const rest = report.domains.slice(MOST_DOMAINS);
  const small = (text: string): TableCell => head(text, palette, 'right', 6);
  return {
    stack: [
      title(w.domains, w.domainsSection),
      { text: w.topDomains, fontSize: 10.5, bold: true, margin: [0, 0, 0, 6] },
      { svg: await domainsChart(context, width), width, margin: [0, 0, 0, 14] },
      {
        layout: layout(palette, 1.5),
        table: {
          headerRows: 1,
          dontBreakRows: true,
          keepWithHeaderRows: 1,
          widths: ['*', 42, 34, ...MEASURE_KEYS.map(() => 32)],
          body: [
            [
              head(w.domain, palette, 'left', 7),
              small(w.recipients),
              small(w.sent),
              ...MEASURE_KEYS.map((key) => small(w.measureNames[key])),
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
    margin: [0, 22, 0, 0],
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
