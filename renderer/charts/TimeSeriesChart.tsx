import { useCallback, useMemo, useRef } from 'react';
import type { Unit } from '../ui/format/unit.ts';
import { useFormat } from '../ui/format/useFormat.ts';
import { useLanguage, useWords } from '../ui/words/useWords.ts';
import { commonGaps, gapsOf, type Span } from './gaps.ts';
import { LegendLine, LegendTable } from './Legend.tsx';
import { legendStats } from './legendStats.ts';
import { type Band, type Mark, plotOption, plotRoom, type Threshold } from './option.ts';
import { type ChartSeries, drawnSeries } from './series.ts';
import { useChartTheme } from './theme.ts';
import { type ChartSize, useChart } from './useChart.ts';
import { usePlotPointer } from './usePlotPointer.ts';
import { chartWords } from './words.ts';

export interface TimeSeriesChartProps {
  /** What the chart shows, for people who cannot see it. */
  label: string;
  series: readonly ChartSeries[];
  /** Window, epoch ms. */
  from: number;
  to: number;
  unit: Unit;
  rightUnit?: Unit | undefined;
  min?: number | undefined;
  max?: number | undefined;
  zeroBased?: boolean;
  thresholds?: readonly Threshold[];
  marks?: readonly Mark[];
  bands?: readonly Band[];
  /** Spans without data; found from the series when left out. */
  gaps?: readonly Span[];
  /** Time of the last point of stale data: lines turn grey, the rest is hatched. */
  staleFrom?: number | undefined;
  /** Start of a run (epoch ms): the axis counts from it, `0:00`. */
  elapsedFrom?: number | undefined;
  legend?: 'table' | 'line' | 'none';
  /** Charts of one group share their crosshair. */
  group?: string;
  /** Drag over a span: zoom to it. */
  onSelectRange?: ((from: number, to: number) => void) | undefined;
}

const nothing: readonly never[] = [];

/** Series named in the spoken summary; a reader cannot take in more. */
const SPOKEN_SERIES = 4;

/** Lines over time. Gaps stay gaps, no smoothing, no animation; values at the cursor stand in the legend. */
export function TimeSeriesChart(props: TimeSeriesChartProps) {
  const { label, series, from, to, unit, rightUnit, min, max, zeroBased = true, staleFrom, elapsedFrom } = props;
  const {
    thresholds = nothing,
    marks = nothing,
    bands = nothing,
    legend = 'table',
    group = 'page',
    onSelectRange,
  } = props;
  const t = useWords(chartWords);
  const format = useFormat();
  const language = useLanguage();
  const theme = useChartTheme();
  const host = useRef<HTMLDivElement>(null);
  const drawn = useMemo(() => drawnSeries(series), [series]);
  const given = props.gaps;
  const gaps = useMemo(
    () => given ?? commonGaps(series.filter((one) => !one.reference).map((one) => gapsOf(one.times, one.values))),
    [given, series],
  );
  const make = useCallback(
    (size: ChartSize) => {
      const looks = { zeroBased, thresholds, marks, bands, gaps, staleFrom, elapsedFrom, ...size };
      return plotOption({ drawn, from, to, unit, rightUnit, min, max, ...looks }, theme, language);
    },
    [
      drawn,
      from,
      to,
      unit,
      rightUnit,
      min,
      max,
      zeroBased,
      thresholds,
      marks,
      bands,
      gaps,
      staleFrom,
      elapsedFrom,
      theme,
      language,
    ],
  );
  const measured = useChart(host, make);
  const room = plotRoom(theme);
  const left = room.left;
  const right = series.some((one) => one.axis === 'right') ? room.rightWithAxis : room.right;
  const place = useMemo(
    () => ({ from, to, left, right, width: measured.width, group, onSelectRange }),
    [from, to, left, right, measured.width, group, onSelectRange],
  );
  const { cross, brush, handlers } = usePlotPointer(place);
  const summary = useMemo(() => {
    const own = series.filter((one) => !one.reference);
    if (own.length === 0) return `${label}: ${t('noSeries')}`;
    const spoken = own.slice(0, SPOKEN_SERIES).map((one) => {
      const figures = legendStats(one.times, one.values, from, to);
      if (figures.last === undefined) return t('summaryNone', { name: one.name });
      const text = (value: number | undefined) => format.unit(value, one.axis === 'right' ? (rightUnit ?? unit) : unit);
      return t('summary', {
        name: one.name,
        last: text(figures.last),
        min: text(figures.min),
        max: text(figures.max),
      });
    });
    const rest = own.length - spoken.length;
    return `${label}. ${spoken.join('; ')}${rest > 0 ? `; ${t('more', { count: rest })}` : ''}`;
  }, [series, label, from, to, unit, rightUnit, t, format]);
  const inner = measured.width - left - right;
  const staleAt = staleFrom === undefined ? undefined : Math.min(1, Math.max(0, (staleFrom - from) / (to - from)));
  const empty = series.every((one) => one.times.length === 0);
  return (
    <div className="chart">
      {legend === 'line' ? (
        <LegendLine drawn={drawn} from={from} to={to} unit={unit} rightUnit={rightUnit} group={group} />
      ) : null}
      <div
        className="plot"
        role="img"
        aria-label={summary}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move the crosshair
        tabIndex={0} // oxlint-disable-line jsx-a11y/no-noninteractive-tabindex
        {...handlers}
      >
        <div className="canvas" ref={host} />
        {staleAt === undefined || inner <= 0 ? null : (
          <div className="stale-rest" style={{ left: left + staleAt * inner, width: (1 - staleAt) * inner }} />
        )}
        {empty ? <div className="nothing">{t('noSeries')}</div> : null}
        <div className="brush" ref={brush} />
        <div className="cross" ref={cross} />
      </div>
      {legend === 'table' && series.length > 0 ? (
        <LegendTable
          drawn={drawn}
          from={from}
          to={to}
          unit={unit}
          rightUnit={rightUnit}
          group={group}
          label={label}
          elapsedFrom={elapsedFrom}
        />
      ) : null}
    </div>
  );
}
