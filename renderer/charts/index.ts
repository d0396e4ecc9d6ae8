/** The one seam to ECharts. Pages import from here. */
export { BarStack, type BarStackProps } from './BarStack.tsx';
export { useCrosshair } from './crosshair.ts';
export { GaugePanel, type GaugePanelProps } from './GaugePanel.tsx';
export type { Span } from './gaps.ts';
export { HeatMap, type HeatMapProps } from './HeatMap.tsx';
export type { Band, Mark, Threshold } from './option.ts';
export { type Points, Ring } from './ring.ts';
export { StatPanel, type StatPanelProps } from './StatPanel.tsx';
export type { ChartSeries } from './series.ts';
export { TablePanel, type TablePanelColumn, type TablePanelProps } from './TablePanel.tsx';
export { TimeSeriesChart, type TimeSeriesChartProps } from './TimeSeriesChart.tsx';
