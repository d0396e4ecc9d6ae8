import { useMemo } from 'react';
import type { Panel } from '#core/boards/board.ts';
import { GaugePanel, HeatMap, TablePanel, TimeSeriesChart } from '../../../charts/index.ts';
import { boardQuantity, drawnUnit, isStale, type LivePanel, reduceSeries, useLocalized } from '../../../live/index.ts';
import { classes, useLanguage, useNow, useWords } from '../../../ui/index.ts';
import { boardWords } from '../words.ts';
import { chartSeriesOf } from './chartSeries.ts';
import { type HeatPanel, heatOf } from './heatCells.ts';
import { type TablePanel as TableBoardPanel, tableOf } from './tableRows.ts';

export interface PanelContentProps {
  panel: Panel;
  live: LivePanel;
  /** In full view a number shows its course. */
  full: boolean;
  onSelectRange: ((from: number, to: number) => void) | undefined;
}

/** Tags that have a name in words; others stand as the store has them. */
const namedTags = ['path', 'interface', 'host', 'cpu', 'name', 'device'] as const;
const isTag = (tag: string): tag is (typeof namedTags)[number] => namedTags.some((one) => one === tag);

/** Charts of one board share their crosshair. */
export const CROSSHAIR = 'board';

/** The drawing of a panel that has data, by its kind. */
export function PanelContent(props: PanelContentProps) {
  const now = useNow();
  // Lines grey from their last point on; what shows one moment or the whole range greys as a whole.
  const lines = isSeries(props.panel, props.full);
  const old = !lines && (props.live.state === 'error' || isStale(props.live, now));
  return (
    <div className={classes('panel-body', old && 'is-old')}>
      <Drawing {...props} />
    </div>
  );
}

function isSeries(panel: Panel, full: boolean): boolean {
  return panel.kind === 'timeseries' || panel.kind === 'stat' || (panel.kind === 'gauge' && full);
}

function Drawing({ panel, live, full, onSelectRange }: PanelContentProps) {
  if (panel.kind === 'table') return <TableContent panel={panel} live={live} />;
  if (panel.kind === 'heatmap') return <HeatContent panel={panel} live={live} />;
  if (panel.kind === 'gauge' && !full) return <GaugeContent panel={panel} live={live} />;
  return <SeriesContent panel={panel} live={live} onSelectRange={onSelectRange} />;
}

function SeriesContent({ panel, live, onSelectRange }: Omit<PanelContentProps, 'full'>) {
  const t = useWords(boardWords);
  const text = useLocalized();
  const language = useLanguage();
  const now = useNow();
  const series = useMemo(() => chartSeriesOf(panel, live, (name) => t('lastWeekSeries', { name })), [panel, live, t]);
  const stale = isStale(live, now) || live.state === 'error';
  const { unit, factor } = drawnUnit(panel.unit);
  const thresholds = useMemo(
    () =>
      panel.thresholds.map((one) => ({
        value: one.at * factor,
        kind: one.state,
        label: t('limit', { value: boardQuantity(one.at, panel.unit, language).text }),
      })),
    [panel, factor, language, t],
  );
  const bounds = panel.kind === 'timeseries' ? { min: panel.min, max: panel.max } : {};
  return (
    <TimeSeriesChart
      label={text(panel.title)}
      series={series}
      from={live.window.from}
      to={live.window.to}
      unit={unit}
      thresholds={thresholds}
      staleFrom={stale && live.newestAt !== null ? live.newestAt : undefined}
      legend={panel.kind === 'timeseries' ? panel.legend : 'table'}
      group={CROSSHAIR}
      onSelectRange={onSelectRange}
      {...(bounds.min === undefined ? {} : { min: bounds.min * factor })}
      {...(bounds.max === undefined ? {} : { max: bounds.max * factor })}
    />
  );
}

function GaugeContent({ panel, live }: { panel: Extract<Panel, { kind: 'gauge' }>; live: LivePanel }) {
  const { unit, factor } = drawnUnit(panel.unit);
  const limit = (state: 'warning' | 'critical') => {
    const found = panel.thresholds.find((one) => one.state === state && one.side === 'above');
    return found && found.at * factor;
  };
  const { from, to } = live.window;
  return (
    <div className="gauges">
      {live.series
        .filter((one) => one.shift === 0)
        .map((one) => {
          const value = reduceSeries(one, panel.reduce, from, to);
          return (
            <GaugePanel
              key={one.key}
              label={one.name}
              value={value === null ? null : value * factor}
              unit={unit}
              min={panel.min * factor}
              max={panel.max * factor}
              warning={limit('warning')}
              critical={limit('critical')}
            />
          );
        })}
    </div>
  );
}

function TableContent({ panel, live }: { panel: TableBoardPanel; live: LivePanel }) {
  const t = useWords(boardWords);
  const text = useLocalized();
  const { unit, factor } = drawnUnit(panel.unit);
  const table = useMemo(() => tableOf(panel, live, text), [panel, live, text]);
  const columns = useMemo(
    () => [
      { name: isTag(panel.rowTag) ? t(`tag-${panel.rowTag}`) : panel.rowTag },
      ...table.columns.map((name, at) => {
        // A share of the whole has its own end; other bars are shares of the largest.
        const most = unit === 'percent' ? 100 : Math.max(0, ...table.rows.map((row) => row.values[at] ?? 0)) * factor;
        return { name, unit, ...(panel.bars && at === 0 && most > 0 ? { barTo: most } : {}) };
      }),
    ],
    [panel, table, unit, factor, t],
  );
  const rows = useMemo(
    () => table.rows.map((row) => [row.name, ...row.values.map((value) => (value === null ? null : value * factor))]),
    [table, factor],
  );
  return (
    <>
      <TablePanel label={text(panel.title)} columns={columns} rows={rows} />
      {table.more > 0 ? <p className="hint table-more">{t('moreRows', { count: table.more })}</p> : null}
    </>
  );
}

function HeatContent({ panel, live }: { panel: HeatPanel; live: LivePanel }) {
  const text = useLocalized();
  const { unit, factor } = drawnUnit(panel.unit);
  const heat = useMemo(() => {
    const found = heatOf(panel, live);
    const scaled =
      factor === 1 ? found.cells : found.cells.map((row) => row.map((cell) => (cell === null ? null : cell * factor)));
    return { ...found, cells: scaled };
  }, [panel, live, factor]);
  return (
    <HeatMap
      label={text(panel.title)}
      columns={heat.columns}
      rows={heat.rows}
      cells={heat.cells}
      unit={unit}
      {...(panel.max === undefined ? {} : { max: panel.max * factor })}
    />
  );
}
