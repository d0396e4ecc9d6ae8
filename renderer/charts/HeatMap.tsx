import { useCallback, useMemo, useRef } from 'react';
import { formatTime } from '../ui/format/time.ts';
import type { Unit } from '../ui/format/unit.ts';
import { useFormat } from '../ui/format/useFormat.ts';
import { useLanguage, useWords } from '../ui/words/useWords.ts';
import { plotRoom } from './option.ts';
import { useChartTheme } from './theme.ts';
import { type ChartSize, useChart } from './useChart.ts';
import { chartWords } from './words.ts';

export interface HeatMapProps {
  label: string;
  /** Start of each column, epoch ms. */
  columns: readonly number[];
  /** Name of each row, lowest first. */
  rows: readonly string[];
  /** `cells[row][column]`; a missing value stays bare, never zero. */
  cells: readonly (readonly (number | null)[])[];
  unit: Unit;
  /** Value of the brightest colour; the largest cell when left out. */
  max?: number | undefined;
}

/** Values by time and bucket, in cividis: readable without colour vision and in print. */
export function HeatMap({ label, columns, rows, cells, unit, max }: HeatMapProps) {
  const t = useWords(chartWords);
  const format = useFormat();
  const language = useLanguage();
  const theme = useChartTheme();
  const host = useRef<HTMLDivElement>(null);
  const ramp = useMemo(
    () =>
      theme
        .token('cividis')
        .split(',')
        .map((color) => color.trim()),
    [theme],
  );
  const top = useMemo(
    () => max ?? cells.reduce((most, row) => row.reduce<number>((one, cell) => Math.max(one, cell ?? 0), most), 0),
    [cells, max],
  );
  const make = useCallback(
    (size: ChartSize) => {
      const room = plotRoom(theme);
      const text = { color: theme.token('chart-axis'), fontSize: room.text, fontFamily: theme.token('font-ui') };
      const each = Math.max(1, Math.ceil(columns.length / Math.max(2, Math.round(size.width / (room.text * 10)))));
      const eachRow = Math.max(1, Math.ceil((rows.length * room.text * 1.6) / Math.max(18, size.height - 32)));
      const flat = cells.flatMap((row, y) =>
        row.flatMap((cell, x) => (cell === null || !Number.isFinite(cell) ? [] : [[x, y, cell]])),
      );
      return {
        animation: false,
        grid: { left: room.left + 8, right: 12, top: 6, bottom: room.bottom, outerBoundsMode: 'none' },
        tooltip: {
          trigger: 'item',
          transitionDuration: 0,
          backgroundColor: theme.token('bg-overlay') || theme.token('n3'),
          borderColor: theme.token('n6'),
          padding: [4, 8],
          confine: true,
          formatter: (hit: { value: number[] }) => {
            const [x = 0, y = 0, value] = hit.value;
            const line = document.createElement('span');
            line.className = 'chart-tip';
            const at = formatTime(columns[x], 'minute', language);
            line.textContent = t('cell', { x: at, y: rows[y] ?? '', value: format.unit(value, unit) });
            return line;
          },
        },
        xAxis: {
          type: 'category',
          data: columns.map(String),
          axisLine: { show: false },
          axisTick: { show: false },
          splitLine: { show: false },
          axisLabel: {
            ...text,
            margin: 8,
            interval: (at: number) => at % each === Math.floor(each / 2),
            formatter: (at: string) => formatTime(Number(at), 'minute', language),
          },
        },
        yAxis: {
          type: 'category',
          data: [...rows],
          axisLine: { show: false },
          axisTick: { show: false },
          splitLine: { show: false },
          axisLabel: { ...text, interval: (at: number) => at % eachRow === 0 },
        },
        visualMap: {
          show: false,
          type: 'piecewise',
          pieces: ramp.map((color, at) => ({
            ...(at === 0 ? {} : { gt: (top * at) / ramp.length }),
            ...(at === ramp.length - 1 ? {} : { lte: (top * (at + 1)) / ramp.length }),
            color,
          })),
        },
        series: [{ id: 'cells', type: 'heatmap', data: flat, itemStyle: { borderWidth: 0 }, progressive: 0 }],
      };
    },
    [theme, columns, rows, cells, language, ramp, top, unit, format, t],
  );
  useChart(host, make);
  const spoken = t('heat', { rows: rows.length, columns: columns.length, max: format.unit(top, unit) });
  return (
    <div className="chart">
      <div className="plot" role="img" aria-label={`${label}. ${spoken}`}>
        <div className="canvas" ref={host} />
        {columns.length === 0 ? <div className="nothing">{t('noSeries')}</div> : null}
      </div>
      <div className="heat-ramp" aria-hidden="true">
        <span>{format.number(0)}</span>
        <i>
          {ramp.map((color) => (
            <i key={color} style={{ background: color }} />
          ))}
        </i>
        <span>{format.unit(top, unit)}</span>
      </div>
    </div>
  );
}
