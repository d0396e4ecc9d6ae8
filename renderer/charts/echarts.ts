import { BarChart, HeatmapChart, LineChart } from 'echarts/charts';
import {
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { type EChartsType, init, use as register } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

register([
  LineChart,
  BarChart,
  HeatmapChart,
  GridComponent,
  MarkLineComponent,
  MarkAreaComponent,
  VisualMapComponent,
  TooltipComponent,
  CanvasRenderer,
]);

export type { EChartsType };

/** Most device pixels a CSS pixel is drawn with: above it a wall of charts costs memory and shows nothing more. */
const MAX_PIXEL_RATIO = 2;

/** Makes the one instance of a chart. `undefined` where nothing can be drawn (no canvas). */
export function makeChart(host: HTMLElement): EChartsType | undefined {
  if (typeof CanvasRenderingContext2D === 'undefined') return undefined;
  return init(host, null, {
    renderer: 'canvas',
    devicePixelRatio: Math.min(MAX_PIXEL_RATIO, window.devicePixelRatio || 1),
    width: Math.max(1, host.clientWidth),
    height: Math.max(1, host.clientHeight),
  });
}
