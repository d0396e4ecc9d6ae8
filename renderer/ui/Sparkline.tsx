import { type SparkValue, sparkPath, sparkScale, sparkX, sparkY } from './sparkPath.ts';

export interface SparklineProps {
  values: readonly SparkValue[];
  /** Pixels; in tiles 118 × 34, in rows 84 × 18. */
  width?: number;
  height?: number;
  /** Normal band [low, high]: drawn grey, and the spark is scaled to it. */
  band?: readonly [number, number] | undefined;
  /** Dashed reference line: limit or target. */
  target?: number | undefined;
  min?: number | undefined;
  max?: number | undefined;
  /** Index from which the values are abnormal, and how much. */
  hotFrom?: number | undefined;
  hotKind?: 'critical' | 'warning' | undefined;
  color?: string;
}

/** Course of a value without axes. Decoration: the number beside it says what it is. */
export function Sparkline({
  values,
  width = 118,
  height = 34,
  band,
  target,
  min,
  max,
  hotFrom,
  hotKind = 'critical',
  color = 'var(--n10)',
}: SparklineProps) {
  const references = [...(band ?? []), ...(target === undefined ? [] : [target])];
  const own = sparkScale(values, references);
  const scale = { low: min ?? own.low, high: max ?? own.high };
  const last = values.length - 1;
  const newest = values[last];
  const hot = hotFrom === undefined ? '' : sparkPath(values, scale, width, height, hotFrom);
  return (
    <svg
      aria-hidden="true"
      className="spark"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="xMinYMid"
    >
      {band ? (
        <rect
          x={0}
          y={sparkY(band[1], scale, height)}
          width={width}
          height={Math.max(1, sparkY(band[0], scale, height) - sparkY(band[1], scale, height))}
          fill="var(--n4)"
        />
      ) : null}
      {target === undefined ? null : (
        <path
          d={`M0 ${sparkY(target, scale, height)}H${width}`}
          stroke="var(--chart-ref)"
          strokeWidth={1}
          strokeDasharray="2 3"
        />
      )}
      <path
        d={sparkPath(values, scale, width, height)}
        fill="none"
        stroke={color}
        strokeWidth={1.25}
        strokeLinejoin="round"
      />
      {hot ? (
        <path d={hot} fill="none" stroke={`var(--${hotKind}-mark)`} strokeWidth={1.5} strokeLinejoin="round" />
      ) : null}
      {newest === null || newest === undefined || !Number.isFinite(newest) ? null : (
        <circle
          cx={sparkX(last, values.length, width)}
          cy={sparkY(newest, scale, height)}
          r={1.8}
          fill={hot ? `var(--${hotKind}-mark)` : color}
        />
      )}
    </svg>
  );
}
