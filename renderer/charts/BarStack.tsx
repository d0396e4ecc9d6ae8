import { useMemo } from 'react';
import type { ChartSeries } from './series.ts';
import { TimeSeriesChart, type TimeSeriesChartProps } from './TimeSeriesChart.tsx';

export interface BarStackProps extends Omit<TimeSeriesChartProps, 'series'> {
  series: readonly Omit<ChartSeries, 'type' | 'stack' | 'area'>[];
}

/** Counts per bucket, stacked: errors by code, requests by outcome. All series share their times. */
export function BarStack({ series, ...rest }: BarStackProps) {
  const bars = useMemo(() => series.map((one): ChartSeries => ({ ...one, type: 'bar', stack: 'all' })), [series]);
  return <TimeSeriesChart series={bars} {...rest} />;
}
