import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces';

import type { Language, Report } from '../../../contracts';
import { formatOf } from '../format';
import { words } from '../words';
import type { PdfContext } from './context';
import { band, campaignBlock, coverCharts, ledgerLine, MARGIN, tiles } from './cover';
import { INK, MUTED, paletteOf, RULE } from './palette';
import { readersSection } from './readers';
import { domainsTable, linksTable, measuresTable } from './tables';
import { printable, shortened } from './text';

export interface PdfOptions {
  language: Language;
  paper: 'A4' | 'LETTER';
  /** The institution's colour, `#rrggbb`. */
  color: string;
}

/** Points. */
const PAGE = { A4: { width: 595.28, height: 841.89 }, LETTER: { width: 612, height: 792 } };

const runningHead = ({ report, width }: PdfContext): Content => ({
  margin: [MARGIN.side, 28, MARGIN.side, 0],
  stack: [
    {
      columns: [
        { width: '60%', text: shortened(report.institution.name, 76), fontSize: 7.5, color: MUTED },
        {
          width: '40%',
          text: shortened(report.campaign.name, 48),
          fontSize: 7.5,
          color: MUTED,
          alignment: 'right',
        },
      ],
    },
    { canvas: [{ type: 'line', x1: 0, y1: 4, x2: width, y2: 4, lineWidth: 0.75, lineColor: RULE }] },
  ],
});

const footer = ({ report, w, format }: PdfContext, page: number, pages: number): Content => ({
  margin: [MARGIN.side, 18, MARGIN.side, 0],
  fontSize: 8,
  color: MUTED,
  columns: [
    { width: '*', text: `${w.cutOff}: ${format.instant(report.cutOff)} (${format.zone(report.cutOff)})` },
    { width: 'auto', text: w.page(page, pages) },
  ],
});

/** The report as a pdfmake document. Nothing in it is fetched: no image, no link target. */
export async function reportDocument(report: Report, options: PdfOptions): Promise<TDocumentDefinitions> {
  const w = words[options.language];
  const context: PdfContext = {
    report,
    language: options.language,
    w,
    format: formatOf(options.language, report.timeZone),
    palette: paletteOf(options.color),
    width: PAGE[options.paper].width - 2 * MARGIN.side,
  };
  return {
    pageSize: options.paper,
    pageMargins: [MARGIN.side, MARGIN.top, MARGIN.side, MARGIN.bottom],
    language: options.language,
    displayTitle: true,
    info: {
      title: `${w.title}: ${printable(report.campaign.name)}`,
      author: printable(report.institution.name),
      creationDate: new Date(report.cutOff),
    },
    defaultStyle: { font: 'Roboto', fontSize: 10, color: INK, lineHeight: 1.1 },
    header: (page) => (page === 1 ? null : runningHead(context)),
    footer: (page, pages) => footer(context, page, pages),
    content: [
      band(context),
      campaignBlock(context),
      tiles(context),
      ledgerLine(context),
      await coverCharts(context),
      { ...(measuresTable(context) as object), pageBreak: 'before' } as Content,
      await domainsTable(context),
      linksTable(context),
      readersSection(context),
    ],
  };
}
