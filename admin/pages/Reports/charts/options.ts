import type { EChartsCoreOption } from 'echarts/core';

import type { Report } from '../../../../contracts';

/** The colours of the panel's theme, light or dark. */
export type Colors = Record<
  | 'success500'
  | 'warning500'
  | 'danger500'
  | 'secondary500'
  | 'primary500'
  | 'neutral0'
  | 'neutral150'
  | 'neutral500'
  | 'neutral600'
  | 'neutral800',
  string
>;

export interface Slice {
  key: 'delivered' | 'softBounces' | 'hardBounces' | 'sending' | 'cancelled';
  count: number;
  color: keyof Colors;
}

const SLICES = [
  { key: 'delivered', color: 'success500' },
  { key: 'softBounces', color: 'warning500' },
  { key: 'hardBounces', color: 'danger500' },
  { key: 'sending', color: 'secondary500' },
] as const;

/** What became of the recipients; together they are all recipients. Empty parts are left out. */
export const outcomeSlices = ({ measures, ledger }: Pick<Report, 'measures' | 'ledger'>): Slice[] => {
  const counted: Slice[] = SLICES.map(({ key, color }) => ({
    key,
    color,
    count: measures.find((measure) => measure.key === key)?.count ?? 0,
  }));
  return [
    ...counted,
    { key: 'cancelled' as const, color: 'neutral500' as const, count: ledger.byStatus.cancelled },
  ].filter(({ count }) => count > 0);
};

/** Total opens and clicks, and the hour with most opens; null where nothing happened. */
export const timelineSummary = (timeline: Report['timeline']) => {
  const opens = timeline.reduce((sum, hour) => sum + hour.opens, 0);
  const clicks = timeline.reduce((sum, hour) => sum + hour.clicks, 0);
  if (opens + clicks === 0) return null;
  const peak = timeline.reduce((best, hour) => (hour.opens > best.opens ? hour : best));
  return { opens, clicks, peak: peak.hour };
};

/** The panel's own; the library measures with it, so it cannot be `inherit`. */
const FONT =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Oxygen, Ubuntu, Cantarell, 'Open Sans', 'Helvetica Neue', sans-serif";

const text = (colors: Colors) => ({ color: colors.neutral600, fontFamily: FONT, fontSize: 12 });

const tooltip = (colors: Colors) => ({
  backgroundColor: colors.neutral0,
  borderColor: colors.neutral150,
  textStyle: { color: colors.neutral800, fontFamily: FONT, fontSize: 13 },
});

/** A ring of what became of the recipients. `named` are the slices with their words. */
export const outcomeOption = (
  named: (Slice & { name: string })[],
  colors: Colors,
  written: (value: number) => string,
): EChartsCoreOption => ({
  animationDuration: 300,
  tooltip: {
    ...tooltip(colors),
    trigger: 'item',
    valueFormatter: (value: unknown) => written(Number(value)),
  },
  legend: { bottom: 0, icon: 'roundRect', itemWidth: 10, itemHeight: 10, textStyle: text(colors) },
  series: [
    {
      type: 'pie',
      radius: ['52%', '76%'],
      center: ['50%', '43%'],
      itemStyle: { borderColor: colors.neutral0, borderWidth: 2 },
      label: { show: false },
      data: named.map(({ name, count, color }) => ({
        name,
        value: count,
        itemStyle: { color: colors[color] },
      })),
    },
  ],
});

/** Bars per hour, opens and clicks side by side. `hours` are the words under them. */
export const timelineOption = (
  timeline: Report['timeline'],
  words: { opens: string; clicks: string; hours: string[] },
  colors: Colors,
  written: (value: number) => string,
): EChartsCoreOption => {
  const bars = (name: string, color: string, data: number[]) => ({
    type: 'bar',
    name,
    data,
    barMaxWidth: 22,
    itemStyle: { color, borderRadius: [3, 3, 0, 0] },
  });
  return {
    animationDuration: 300,
    tooltip: {
      ...tooltip(colors),
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      valueFormatter: (value: unknown) => written(Number(value)),
    },
    legend: { bottom: 0, icon: 'roundRect', itemWidth: 10, itemHeight: 10, textStyle: text(colors) },
    grid: { left: 8, right: 8, top: 16, bottom: 40, containLabel: true },
    xAxis: {
      type: 'category',
      data: words.hours,
      axisLabel: { ...text(colors), hideOverlap: true },
      axisLine: { lineStyle: { color: colors.neutral150 } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: { ...text(colors), formatter: written },
      splitLine: { lineStyle: { color: colors.neutral150 } },
    },
    series: [
      bars(
        words.opens,
        colors.primary500,
        timeline.map(({ opens }) => opens),
      ),
      bars(
        words.clicks,
        colors.success500,
        timeline.map(({ clicks }) => clicks),
      ),
    ],
  };
};
