import { MEASURE_KEYS, type Language, type Measure, type Report } from '../../../contracts';
import { formatOf, senderOf } from '../format';
import { readersTables } from '../readers';
import { words as allWords, type Words } from '../words';
import { csvFile, percentCell, type Cell, type CsvOptions, type Row } from './file';

const oneLine = (text: string): string => text.replace(/\s*[\r\n]+\s*/g, ' ');

function headingRows(report: Report, w: Words, language: Language): Row[] {
  const { campaign, institution, ledger } = report;
  const format = formatOf(language, report.timeZone);
  const row = (name: string, value: Cell): Row => [name, typeof value === 'string' ? oneLine(value) : value];
  return [
    row(w.title, undefined),
    row(w.institution, institution.name),
    row(w.campaign, campaign.name),
    row(w.subject, campaign.subject),
    row(w.sender, senderOf(campaign)),
    row(w.lists, campaign.lists.join(', ')),
    row(w.status, w.campaignStatus[campaign.status]),
    row(w.started, format.instant(campaign.startedAt)),
    row(w.finished, format.instant(campaign.finishedAt)),
    row(w.cutOff, format.instant(report.cutOff)),
    row(w.timeZone, format.zone(report.cutOff)),
    [],
    row(w.ledger, undefined),
    row(w.candidates, ledger.candidates),
    row(w.excluded, ledger.byStatus.excluded),
    ...Object.entries(ledger.excludedByReason).map(([reason, count]) =>
      row(`${w.excluded}: ${w.exclusionReason[reason as keyof typeof ledger.excludedByReason]}`, count),
    ),
    row(w.recipients, ledger.recipients),
    ...Object.entries(ledger.byStatus)
      .filter(([status]) => status !== 'excluded')
      .map(([status, count]) =>
        row(`${w.recipients}: ${w.deliveryStatus[status as keyof typeof ledger.byStatus]}`, count),
      ),
    row(w.sent, report.sent),
    row(w.addsUp, ledger.addsUp ? w.yes : w.no),
  ];
}

function measureRows(report: Report, w: Words, language: Language): Row[] {
  const rowsOf = (measure: Measure): Row[] => {
    const { key, section, allEvents } = measure;
    const partNames = (key in w.parts ? w.parts[key as keyof Words['parts']] : {}) as Record<string, string>;
    const all = allEvents ? [allEvents.count, percentCell(allEvents, language)] : [];
    return [
      [
        section,
        w.measureNames[key],
        w.formulas[key],
        measure.count,
        measure.base,
        percentCell(measure, language),
        ...all,
      ],
      ...measure.parts.map((part) => [
        section,
        `${w.measureNames[key]}: ${partNames[part.key]}`,
        undefined,
        part.count,
        part.base,
        percentCell(part, language),
      ]),
    ];
  };
  return [
    [w.measures],
    [w.section, w.measure, w.formula, w.count, w.base, w.percent, w.allEvents, w.allEventsPercent],
    ...report.measures.flatMap(rowsOf),
    ...w.notes.map((note) => [undefined, note]),
  ];
}

const domainRows = (report: Report, w: Words, language: Language): Row[] => [
  [`${w.domainsSection} ${w.domains}`],
  [
    w.domain,
    w.recipients,
    w.sent,
    ...MEASURE_KEYS.flatMap((key) => [
      w.measureNames[key],
      `${w.measureNames[key]} (${w.percent.toLowerCase()})`,
    ]),
  ],
  ...report.domains.map(({ domain, recipients, sent, measures }) => [
    domain,
    recipients,
    sent,
    ...MEASURE_KEYS.flatMap((key) => [measures[key].count, percentCell(measures[key], language)]),
  ]),
];

const linkRows = (report: Report, w: Words): Row[] => [
  [w.links],
  [w.link, w.uniqueClicks, w.totalClicks],
  ...report.links.map(({ url, uniqueClicks, totalClicks }) => [url, uniqueClicks, totalClicks]),
];

const readerRows = (report: Report, w: Words, language: Language): Row[] => [
  [w.readers],
  ...readersTables(report, language).flatMap(({ head, rows }): Row[] => [
    [head, w.people, w.percent],
    ...rows.map((row): Row => [row.name, row.count, percentCell(row, language)]),
  ]),
  ...w.readersNotes.map((note): Row => [undefined, note]),
  ...(report.readers.countries ? [] : [[undefined, w.noPlaces]]),
];

function timelineRows(report: Report, w: Words, language: Language): Row[] {
  const format = formatOf(language, report.timeZone);
  return [
    [w.timeline],
    [w.hourColumn, w.opens, w.clicks],
    ...report.timeline.map(({ hour, opens, clicks }) => [format.shortInstant(hour), opens, clicks]),
  ];
}

/** The report as CSV. Counts are plain digits; percentages have one decimal, with a comma in Spanish. */
export function reportCsv(report: Report, { language, separator }: CsvOptions): string {
  const w = allWords[language];
  const blocks = [
    headingRows(report, w, language),
    measureRows(report, w, language),
    domainRows(report, w, language),
    linkRows(report, w),
    readerRows(report, w, language),
    timelineRows(report, w, language),
  ];
  const rows = blocks.flatMap((block, index) => (index === 0 ? block : [[], ...block]));
  return csvFile(rows, separator);
}
