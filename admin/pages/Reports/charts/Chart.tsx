import { useEffect, useRef } from 'react';
import { Box } from '@strapi/design-system';
import type { EChartsCoreOption, EChartsType } from 'echarts/core';

interface Props {
  option: EChartsCoreOption;
  /** What the picture says, for who cannot see it. */
  alternative: string;
  height: number;
}

/** A chart as SVG. The library is heavy and comes in a chunk of its own, after the figures. */
export const Chart = ({ option, alternative, height }: Props) => {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const latest = useRef(option);

  useEffect(() => {
    latest.current = option;
    chart.current?.setOption(option, { notMerge: true });
  }, [option]);

  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    let gone = false;
    const observer = new ResizeObserver(() => chart.current?.resize());
    void import('./echarts').then(({ init }) => {
      if (gone) return;
      chart.current = init(element, undefined, { renderer: 'svg' });
      chart.current.setOption(latest.current);
      observer.observe(element);
    });
    return () => {
      gone = true;
      observer.disconnect();
      chart.current?.dispose();
      chart.current = null;
    };
  }, []);

  return <Box ref={box} role="img" aria-label={alternative} width="100%" height={`${height}px`} />;
};
