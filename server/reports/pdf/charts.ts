import type { EChartsOption, LineSeriesOption } from 'echarts';

import type { MeasureKey, Report } from '../../../contracts';
import type { Words } from '../words';
import type { PdfContext } from './context';
import { CLICK, INK, MUTED, OPEN, OUTCOME, RULE } from './palette';

const TOP_DOMAINS = 8;
const FONT = { fontFamily: 'Roboto', color: MUTED, fontSize: 8 };

/** @returns an SVG of fixed size; echarts is loaded on first use, so that Strapi starts without it. */
async function toSvg(option: EChartsOption, width: number, height: number): Promise<string> {
  const { init } = await import('echarts');
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, silent: true, textStyle: { fontFamily: 'Roboto' }, ...option });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

export interface Outcome {
  key: keyof typeof OUTCOME;
  name: string;
  count: number;
  color: string;
}

const countOf = ({ measures }: Report, key: MeasureKey): number =>
  measures.find((measure) => measure.key === key)?.count ?? 0;

/** Where the recipients stand; together they are all of them. */
export const outcomesOf = (report: Report, w: Words): Outcome[] => [
  ...(['delivered', 'softBounces', 'hardBounces', 'sending'] as const).map((key) => ({
    key,
    name: w.measureNames[key],
    count: countOf(report, key),
    color: OUTCOME[key],
  })),
  {
    key: 'cancelled',
    name: w.deliveryStatus.cancelled,
    count: report.ledger.byStatus.cancelled,
    color: OUTCOME.cancelled,
  },
];

/** Ring of the recipients by outcome. */
export const outcomeChart = ({ report, w, format }: PdfContext, size: number): Promise<string> =>
  toSvg(
    {
      series: [
        {
          type: 'pie',
          radius: ['62%', '98%'],
          label: { show: false },
          itemStyle: { borderColor: '#ffffff', borderWidth: 1 },
          data: outcomesOf(report, w).map(({ name, count, color }) => ({
            name,
            value: count,
            itemStyle: { color },
          })),
        },
      ],
      graphic: [
        {
          type: 'text',
          left: 'center',
          top: size / 2 - 14,
          style: { text: format.count(report.ledger.recipients), fill: INK, font: 'bold 15px Roboto' },
        },
        {
          type: 'text',
          left: 'center',
          top: size / 2 + 4,
          style: { text: w.recipients.toLowerCase(), fill: MUTED, font: '8px Roboto' },
        },
      ],
    },
    size,
    size,
  );

/** A line of one hour would be a point: few hours get marks. */
const lineOf = (name: string, color: string, data: number[]): LineSeriesOption => ({
  type: 'line',
  name,
  data,
  color,
  symbol: 'circle',
  symbolSize: 5,
  showSymbol: data.length <= 6,
  lineStyle: { color, width: 1.4 },
  areaStyle: { color, opacity: 0.14 },
});

/** Opens and clicks per hour since the start. */
export const timelineChart = (
  { report, w, format }: PdfContext,
  width: number,
  height: number,
): Promise<string> =>
  toSvg(
    {
      grid: { left: 4, right: 22, top: 22, bottom: 2, containLabel: true },
      legend: { top: 0, left: 0, itemWidth: 8, itemHeight: 8, icon: 'rect', textStyle: FONT },
      xAxis: {
        type: 'category',
        data: report.timeline.map(({ hour }) => format.hour(hour)),
        axisLabel: { ...FONT, hideOverlap: true },
        axisLine: { lineStyle: { color: RULE } },
        axisTick: { show: false },
      },
      yAxis: {
        type: 'value',
        minInterval: 1,
        axisLabel: { ...FONT, formatter: (value: number) => format.count(value) },
        splitLine: { lineStyle: { color: RULE, width: 0.5 } },
      },
      series: [
        lineOf(
          w.opens,
          OPEN,
          report.timeline.map(({ opens }) => opens),
        ),
        lineOf(
          w.clicks,
          CLICK,
          report.timeline.map(({ clicks }) => clicks),
        ),
      ],
    },
    width,
    height,
  );

/** Stacked bars of the domains with most recipients, by outcome. */
export function domainsChart({ report, w, format }: PdfContext, width: number): Promise<string> {
  const domains = report.domains.slice(0, TOP_DOMAINS);
  const keys = ['delivered', 'softBounces', 'hardBounces', 'sending'] as const;
  return toSvg(
    {
      grid: { left: 4, right: 12, top: 22, bottom: 2, containLabel: true },
      legend: { top: 0, left: 0, itemWidth: 8, itemHeight: 8, icon: 'rect', textStyle: FONT },
      xAxis: {
        type: 'value',
        minInterval: 1,
        axisLabel: { ...FONT, formatter: (value: number) => format.count(value) },
        splitLine: { lineStyle: { color: RULE, width: 0.5 } },
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: domains.map(({ domain }) => domain),
        axisLabel: { ...FONT, color: INK, width: 150, overflow: 'truncate' },
        axisLine: { lineStyle: { color: RULE } },
        axisTick: { show: false },
      },
      series: keys.map((key) => ({
        type: 'bar' as const,
        stack: 'outcome',
        name: w.measureNames[key],
        itemStyle: { color: OUTCOME[key] },
        barMaxWidth: 12,
        data: domains.map(({ measures }) => measures[key].count),
      })),
    },
    width,
    42 + domains.length * 17,
  );
}
