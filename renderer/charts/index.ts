/** The one seam to ECharts. Pages import from here. */
export { BarStack } from './BarStack.tsx';
export { useCrosshair } from './crosshair.ts';
export { GaugePanel } from './GaugePanel.tsx';

export { HeatMap } from './HeatMap.tsx';
export type { Mark } from './option.ts';

export { StatPanel } from './StatPanel.tsx';
export type { ChartSeries } from './series.ts';
export { TablePanel } from './TablePanel.tsx';
export { TimeSeriesChart } from './TimeSeriesChart.tsx';
