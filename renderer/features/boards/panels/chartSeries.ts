import type { Panel } from '#core/boards/board.ts';
import type { ChartSeries } from '../../../charts/index.ts';
import { type LivePanel, scaleValues } from '../../../live/index.ts';

/**
 * Series of a panel as the chart draws them. Colours follow what a series is and not its translated name, so that "user" has one
 * colour on every panel and in every language; last week lies behind as a reference and is never stacked.
 */
export function chartSeriesOf(panel: Panel, live: LivePanel, nameLastWeek: (name: string) => string): ChartSeries[] {
  const stacked = panel.kind === 'timeseries' && panel.stack;
  const filled = panel.kind === 'timeseries' ? panel.fill || panel.stack : true;
  return live.series.map((one): ChartSeries => {
    const base = { key: one.key, times: one.times, values: scaleValues(one.values, panel.unit) };
    if (one.shift !== 0) return { ...base, name: nameLastWeek(one.name), reference: true };
    return {
      ...base,
      name: one.name,
      entity: one.entity ?? one.key,
      ...(stacked ? { stack: 'panel' } : {}),
      ...(filled ? { area: true } : {}),
    };
  });
}
