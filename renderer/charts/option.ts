import { formatElapsed } from '../ui/format/duration.ts';
import { formatTime } from '../ui/format/time.ts';
import type { Unit } from '../ui/format/unit.ts';
import type { Language } from '../ui/words/define.ts';
import type { Span } from './gaps.ts';
import { axisLabel, elapsedStep, type ValueScale, valueScale } from './scale.ts';
import { type DrawnSeries, flatPoints, valueRange } from './series.ts';
import type { ChartTheme } from './theme.ts';
import type { ChartOption } from './useChart.ts';

/** A limit: dashed line in a status colour with its label. */
export interface Threshold {
  readonly value: number;
  readonly kind: 'warning' | 'critical';
  readonly label?: string | undefined;
}

/** A moment worth knowing: a deploy, the end of a ramp. */
export interface Mark {
  readonly at: number;
  readonly label?: string | undefined;
}

/** A span behind the lines: firing, or one of the run's phases. */
export interface Band extends Span {
  readonly kind: 'critical' | 'warning' | 'quiet';
  readonly label?: string | undefined;
}

export interface PlotInput {
  readonly drawn: readonly DrawnSeries[];
  readonly from: number;
  readonly to: number;
  readonly unit: Unit;
  readonly rightUnit: Unit | undefined;
  readonly min: number | undefined;
  readonly max: number | undefined;
  /** Off only where a reference makes a cut range honest. */
  readonly zeroBased: boolean;
  readonly thresholds: readonly Threshold[];
  readonly marks: readonly Mark[];
  readonly bands: readonly Band[];
  readonly gaps: readonly Span[];
  readonly staleFrom: number | undefined;
  /** Start of the run on an elapsed axis. */
  readonly elapsedFrom: number | undefined;
  readonly width: number;
  readonly height: number;
}

/** Room around a plot and the size of its text, px. */
export interface PlotRoom {
  readonly left: number;
  readonly right: number;
  readonly rightWithAxis: number;
  readonly top: number;
  readonly bottom: number;
  readonly text: number;
}

/**
 * Room of a plot: fixed, so that charts of a column share their time axis. On a wall it follows the smallest text that
 * its farthest viewer can read.
 */
export function plotRoom(theme: ChartTheme): PlotRoom {
  const arc = Number.parseFloat(theme.token('arc16'));
  if (!Number.isFinite(arc)) return { left: 48, right: 12, rightWithAxis: 48, top: 10, bottom: 22, text: 11 };
  return { left: arc * 3.4, right: 24, rightWithAxis: arc * 3.4, top: arc * 0.4, bottom: arc * 1.4, text: arc };
}

function scaleOfAxis(input: PlotInput, axis: 'left' | 'right', unit: Unit, lines: number): ValueScale {
  const range = valueRange(
    input.drawn.map((one) => one.series),
    axis,
  );
  let { low, high } = range;
  if (input.zeroBased && low <= high) {
    low = Math.min(0, low);
    high = Math.max(0, high);
  }
  if (axis === 'left') {
    // A far limit would flatten the line; one within reach must be seen.
    for (const limit of input.thresholds) if (limit.value <= high * 2) high = Math.max(high, limit.value);
    low = input.min ?? low;
    high = input.max ?? high;
  }
  const scale = valueScale(low, high, lines, unit.startsWith('bytes') ? 1024 : 1000);
  return axis === 'left' && input.max !== undefined ? { ...scale, max: input.max } : scale;
}

/** The whole ECharts option of a time series chart: the rules of the house in one place. */
export function plotOption(input: PlotInput, theme: ChartTheme, language: Language): ChartOption {
  const { token } = theme;
  const room = plotRoom(theme);
  const text = { color: token('chart-axis'), fontSize: room.text };
  const family = token('font-ui');
  const lines = input.height < room.text * 10 ? 2 : input.height < room.text * 27 ? 4 : 5;
  const origin = input.elapsedFrom ?? 0;
  const span = input.to - input.from;
  const hasRight = input.drawn.some((one) => one.series.axis === 'right');
  const rightUnit = input.rightUnit ?? input.unit;
  // Without values a scale would be invented.
  const empty = input.max === undefined && input.drawn.every((one) => one.series.times.length === 0);
  const leftScale = scaleOfAxis(input, 'left', input.unit, lines);
  const axis = (side: 'left' | 'right', unit: Unit, show: boolean) => {
    const scale = side === 'left' ? leftScale : scaleOfAxis(input, side, unit, lines);
    return {
      type: 'value',
      show,
      position: side,
      min: scale.min,
      max: scale.max,
      interval: scale.step,
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { show: side === 'left', lineStyle: { color: token('chart-grid'), width: 1 } },
      axisLabel: {
        ...text,
        show: !empty,
        fontFamily: family,
        margin: 8,
        formatter: axisLabel(scale, unit, language),
      },
    };
  };
  const timeLabel = (value: number) => {
    if (input.elapsedFrom !== undefined) return formatElapsed(value);
    if (span <= 5 * 60_000) return formatTime(value, 'clock', language);
    if (span <= 36 * 3_600_000) return formatTime(value, 'minute', language);
    const midnight = new Date(value).getHours() === 0 && new Date(value).getMinutes() === 0;
    return formatTime(value, midnight ? 'day' : 'minute', language);
  };
  const places = Math.max(2, Math.round(input.width / (room.text * 12)));
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: family, fontSize: room.text },
    grid: {
      left: room.left,
      right: hasRight ? room.rightWithAxis : room.right,
      top: room.top,
      bottom: room.bottom,
      outerBoundsMode: 'none',
    },
    xAxis: {
      type: input.elapsedFrom === undefined ? 'time' : 'value',
      min: input.from - origin,
      max: input.to - origin,
      ...(input.elapsedFrom === undefined ? {} : { interval: elapsedStep(span, places) }),
      containShape: false,
      splitNumber: places,
      axisLine: { show: true, onZero: false, lineStyle: { color: token('n6') } },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: {
        ...text,
        fontFamily: family,
        margin: 8,
        hideOverlap: true,
        showMinLabel: input.elapsedFrom !== undefined,
        showMaxLabel: false,
        formatter: timeLabel,
      },
    },
    yAxis: [axis('left', input.unit, true), axis('right', rightUnit, hasRight)],
    series: [...input.drawn.map((one) => seriesOption(one, input, theme)), overlayOption(input, theme, leftScale)],
  };
}

function seriesOption(one: DrawnSeries, input: PlotInput, theme: ChartTheme) {
  const { series, isOther } = one;
  const color = theme.token(input.staleFrom !== undefined && !series.reference ? 'n9' : one.color);
  const alone = input.drawn.filter((other) => !other.series.reference).length === 1;
  const filled = series.area ?? (series.stack !== undefined || alone);
  const bar = series.type === 'bar';
  const thick = plotRoom(theme).text > 11 ? 2.5 : 1;
  const width = (series.reference ? 1.25 : isOther ? 1 : 1.5) * thick;
  return {
    id: series.key,
    name: series.name,
    type: bar ? 'bar' : 'line',
    data: flatPoints(series, input.elapsedFrom ?? 0),
    dimensions: ['time', 'value'],
    encode: { x: 0, y: 1 },
    yAxisIndex: series.axis === 'right' ? 1 : 0,
    silent: true,
    z: series.reference || isOther ? 1 : 2,
    ...(series.stack === undefined ? {} : { stack: series.stack, stackStrategy: 'all' }),
    ...(bar
      ? { barWidth: '70%', itemStyle: { color } }
      : {
          showSymbol: false,
          symbol: 'none',
          connectNulls: false,
          sampling: 'minmax',
          ...(series.step ? { step: 'end' } : {}),
          lineStyle: { color, width, join: 'round', type: series.dash || series.reference ? [4, 3] : 'solid' },
          itemStyle: { color },
          ...(filled && !series.reference && !isOther
            ? { areaStyle: { color, opacity: series.stack === undefined ? 0.08 : 0.28 } }
            : {}),
        }),
  };
}

/** An empty series that carries limits, marks and bands, so that they stand even where no data is. */
function overlayOption(input: PlotInput, theme: ChartTheme, scale: ValueScale) {
  const { token } = theme;
  // A label above the highest line would leave the plot.
  const high = scale.min + (scale.max - scale.min) * 0.88;
  const origin = input.elapsedFrom ?? 0;
  const label = { fontSize: plotRoom(theme).text, fontFamily: token('font-ui') };
  const tint = { critical: ['critical-mark', 0.1], warning: ['warning-mark', 0.1], quiet: ['n4', 0.5] } as const;
  const areas = [
    ...input.bands.map((band) => ({ ...band, color: token(tint[band.kind][0]), opacity: tint[band.kind][1] })),
    ...input.gaps.map((gap) => ({ ...gap, color: token('n8'), opacity: 0.16, label: undefined })),
  ];
  return {
    id: 'watchfloor:overlay',
    type: 'line',
    data: [],
    silent: true,
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      data: [
        ...input.thresholds.map((limit) => ({
          yAxis: limit.value,
          lineStyle: { color: token(`${limit.kind}-mark`), width: 1, type: [5, 3], opacity: 0.9 },
          label: {
            ...label,
            show: limit.label !== undefined,
            position: limit.value > high ? 'insideStartBottom' : 'insideStartTop',
            formatter: limit.label ?? '',
            color: token(`${limit.kind}-fg`),
            distance: 2,
          },
        })),
        ...input.marks.map((mark) => ({
          xAxis: mark.at - origin,
          lineStyle: { color: token('n9'), width: 1, type: [2, 2] },
          label: {
            ...label,
            show: mark.label !== undefined,
            position: 'insideEndTop',
            rotate: 0,
            align: mark.at - input.from > (input.to - input.from) * 0.6 ? 'right' : 'left',
            padding: [0, 4, 0, 4],
            formatter: mark.label ?? '',
            color: token('text-2'),
            distance: [0, -2],
          },
        })),
      ],
    },
    markArea: {
      silent: true,
      animation: false,
      data: areas.map((area) => [
        {
          xAxis: area.from - origin,
          itemStyle: { color: area.color, opacity: area.opacity },
          label: {
            ...label,
            show: area.label !== undefined,
            formatter: area.label ?? '',
            position: 'insideTopLeft',
            color: token('text-3'),
          },
        },
        { xAxis: area.to - origin },
      ]),
    },
  };
}
