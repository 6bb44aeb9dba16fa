import type { Figure, RecipientDomain, RecipientFigures, RecipientHealth } from '../../../contracts';
import { csvFile, percentCell, type CsvOptions, type Row } from '../csv/file';
import { formatOf } from '../format';
import { words } from './words';

const COUNTS = ['delivered', 'softBounces', 'blocks', 'hardBounces'] as const;

/** Two decimals: what matters of complaints is a tenth of a per cent. */
const complaintCell = ({ count, base }: Figure, { language }: CsvOptions): string =>
  base === 0
    ? percentCell({ percent: null }, language)
    : ((100 * count) / base).toFixed(2).replace('.', language === 'es' ? ',' : '.');

const cells = (figures: RecipientFigures, options: CsvOptions): Row => [
  figures.sent,
  ...COUNTS.flatMap((key) => [figures[key].count, percentCell(figures[key], options.language)]),
  figures.complaints.count,
  complaintCell(figures.complaints, options),
];

/**
 * Every recipient domain, a line each, and the sum of all.
 * @param timeZone of the institution: the period is told on its clocks.
 */
export function recipientsCsv(
  {
    from,
    cutOff,
    rows,
    total,
  }: Pick<RecipientHealth, 'from' | 'cutOff' | 'total'> & { rows: RecipientDomain[] },
  timeZone: string,
  options: CsvOptions,
): string {
  const w = words[options.language];
  const format = formatOf(options.language, timeZone);
  const heads = [
    w.sent,
    ...COUNTS.flatMap((key) => [w[key], `${w[key]} (${w.percent})`]),
    w.complaints,
    `${w.complaints} (${w.percent})`,
  ];
  const none = heads.map(() => undefined);
  return csvFile(
    [
      [w.title],
      [w.period, format.instant(from), format.instant(cutOff), format.zone(cutOff)],
      [],
      [w.domain, ...heads, w.alarms, ...heads.map((head) => `${w.before}: ${head}`)],
      ...rows.map(({ domain, alarms, before, ...figures }) => [
        domain,
        ...cells(figures, options),
        alarms.map(({ code }) => w.alarm[code]).join(', ') || undefined,
        ...(before ? cells(before, options) : none),
      ]),
      [w.total, ...cells(total, options)],
    ],
    options.separator,
  );
}
