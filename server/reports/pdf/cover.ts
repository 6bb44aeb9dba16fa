import type { Content, Margins, TableCell } from 'pdfmake/interfaces';

import type { ExclusionReason, Figure, MeasureKey } from '../../../contracts';
import { DASH, senderOf } from '../format';
import { outcomeChart, outcomesOf, timelineChart } from './charts';
import type { PdfContext } from './context';
import { ALARM, FINE, INK, MUTED, RULE } from './palette';
import { printable } from './text';

/** Page margins; the band of the first page reaches over them to the edges. */
export const MARGIN = { side: 42, top: 66, bottom: 52 };

/** Drawn, because the font has no such glyph. */
const mark = (color: string, path: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="14" height="14"><circle cx="7" cy="7" r="7" fill="${color}"/><path d="${path}" fill="none" stroke="#ffffff" stroke-width="1.6"/></svg>`;
const CHECK = mark(FINE, 'M3.6 7.3l2.4 2.4 4.4-5');
const CROSS = mark(ALARM, 'M4.4 4.4l5.2 5.2M9.6 4.4l-5.2 5.2');

/** The coloured band with who, what and which campaign. */
export const band = ({ report, w, palette }: PdfContext): Content => ({
  margin: [-MARGIN.side, -MARGIN.top, -MARGIN.side, 16],
  layout: 'noBorders',
  table: {
    widths: ['*'],
    body: [
      [
        {
          fillColor: palette.main,
          margin: [MARGIN.side, 26, MARGIN.side, 18],
          stack: [
            { text: printable(report.institution.name), fontSize: 11, color: palette.onMain },
            { text: w.title, fontSize: 23, bold: true, color: palette.onMain, margin: [0, 3, 0, 0] },
          ],
        },
      ],
    ],
  },
});

/** The campaign: what was sent, by whom, to whom, when. */
export function campaignBlock({ report, w, format }: PdfContext): Content {
  const { campaign } = report;
  const cell = (name: string, value: string): TableCell => ({
    margin: [0, 0, 8, 5],
    stack: [
      { text: name, fontSize: 7.5, color: MUTED },
      { text: value || DASH, fontSize: 9.5, margin: [0, 1, 0, 0] },
    ],
  });
  return {
    stack: [
      { text: printable(campaign.name), fontSize: 15, bold: true, margin: [0, 0, 0, 8] },
      {
        layout: 'noBorders',
        table: {
          widths: ['*', '*'],
          body: [
            [cell(w.subject, printable(campaign.subject)), cell(w.sender, printable(senderOf(campaign)))],
            [
              cell(w.lists, printable(campaign.lists.join(', '))),
              cell(w.status, w.campaignStatus[campaign.status]),
            ],
            [
              cell(w.started, format.instant(campaign.startedAt)),
              cell(w.finished, format.instant(campaign.finishedAt)),
            ],
            [cell(w.cutOff, format.instant(report.cutOff)), cell(w.timeZone, format.zone(report.cutOff))],
          ],
        },
      },
    ],
  };
}

/** The figures that one looks for first, as tiles. */
export function tiles({ report, w, format, palette }: PdfContext): Content {
  const tile = (name: string, value: string, below: string): TableCell => ({
    fillColor: palette.tint,
    margin: [8, 6, 6, 6],
    stack: [
      { text: name, fontSize: 8, color: MUTED },
      { text: value, fontSize: 19, bold: true, color: palette.strong, margin: [0, 2, 0, 1] },
      { text: below, fontSize: 8, color: INK },
    ],
  });
  const figures = new Map<MeasureKey, Figure>(report.measures.map((measure) => [measure.key, measure]));
  const measureTile = (key: MeasureKey): TableCell => {
    const { count, base, percent } = figures.get(key) ?? { count: 0, base: 0, percent: null };
    return tile(
      w.measureNames[key],
      format.percent(percent),
      w.countOf(format.count(count), format.count(base)),
    );
  };
  return {
    margin: [-5, 6, -5, 6],
    layout: {
      hLineWidth: () => 5,
      vLineWidth: () => 5,
      hLineColor: () => '#ffffff',
      vLineColor: () => '#ffffff',
      paddingLeft: () => 0,
      paddingRight: () => 0,
      paddingTop: () => 0,
      paddingBottom: () => 0,
    },
    table: {
      widths: ['*', '*', '*', '*'],
      dontBreakRows: true,
      body: [
        [
          tile(
            w.sent,
            format.count(report.sent),
            w.countOf('', format.count(report.ledger.recipients), w.recipients.toLowerCase()),
          ),
          measureTile('delivered'),
          measureTile('softBounces'),
          measureTile('hardBounces'),
        ],
        (['sending', 'uniqueOpens', 'uniqueClicks', 'unsubscribes'] as const).map(measureTile),
      ],
    },
  };
}

/** The ledger's sums, with the reasons of the exclusions, and whether they hold. */
export function ledgerLine({ report, w, format }: PdfContext): Content {
  const { candidates, recipients, byStatus, excludedByReason, addsUp } = report.ledger;
  const { excluded, ...others } = byStatus;
  const named = (count: number, name: string) => `${format.count(count)} ${name.toLowerCase()}`;
  const parts = Object.entries(others).map(([status, count]) =>
    named(count, w.deliveryStatus[status as keyof typeof others]),
  );
  const reasons = Object.entries(excludedByReason)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => named(count, w.exclusionReason[reason as ExclusionReason]));
  const details = [
    `${named(recipients, w.recipients)} = ${parts.join(' + ')}`,
    ...(reasons.length ? [`${named(excluded, w.excluded)} = ${reasons.join(' + ')}`] : []),
  ];
  return {
    margin: [0, 2, 0, 12],
    unbreakable: true,
    layout: {
      hLineWidth: () => 0.75,
      vLineWidth: () => 0,
      hLineColor: () => RULE,
      paddingTop: () => 6,
      paddingBottom: () => 6,
    },
    table: {
      widths: [18, '*'],
      body: [
        [
          { svg: addsUp ? CHECK : CROSS, width: 14, margin: [0, 5, 0, 0] },
          {
            stack: [
              {
                text: [
                  { text: `${addsUp ? w.addsUp : w.doesNotAddUp}: `, color: addsUp ? FINE : ALARM },
                  `${named(candidates, w.candidates)} = ${named(excluded, w.excluded)} + ${named(recipients, w.recipients)}`,
                ],
                bold: true,
                fontSize: 9.5,
              },
              ...details.map((text) => ({
                text,
                fontSize: 8,
                color: MUTED,
                margin: [0, 2, 0, 0] as Margins,
              })),
            ],
          },
        ],
      ],
    },
  };
}

const heading = (text: string): Content => ({ text, fontSize: 10.5, bold: true, margin: [0, 0, 0, 6] });

const RING = 122;

/** Outcome ring with its legend, and opens and clicks per hour. */
export async function coverCharts(context: PdfContext): Promise<Content> {
  const { report, w, format, width } = context;
  const left = 254;
  const right = width - left - 18;
  const legend: Content = {
    margin: [10, 20, 0, 0],
    layout: { defaultBorder: false, paddingLeft: (i) => (i === 0 ? 0 : 5), paddingRight: () => 0 },
    table: {
      widths: [7, '*', 'auto'],
      body: outcomesOf(report, w).map(({ name, count, color }) => [
        { canvas: [{ type: 'rect', x: 0, y: 2, w: 7, h: 7, color }] },
        { text: name, fontSize: 8.5, noWrap: true },
        { text: format.count(count), fontSize: 8.5, bold: true, alignment: 'right' },
      ]),
    },
  };
  const empty = (text: string): Content => ({ text, fontSize: 9, color: MUTED, italics: true });
  const outcome: Content =
    report.ledger.recipients === 0
      ? empty(w.noData)
      : {
          columns: [
            { width: RING, svg: await outcomeChart(context, RING) },
            { width: '*', ...legend },
          ],
        };
  const timeline: Content =
    report.timeline.length === 0
      ? empty(w.timelineEmpty)
      : { svg: await timelineChart(context, right, 160), width: right };
  return {
    unbreakable: true,
    columns: [
      { width: left, stack: [heading(w.outcome), outcome] },
      { width: right, stack: [heading(w.timeline), timeline] },
    ],
    columnGap: 18,
  };
}
