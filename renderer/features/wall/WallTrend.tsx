import type { sparkOf } from '../../live/index.ts';

const WIDTH = 392;
const HEIGHT = 92;

type Spark = NonNullable<ReturnType<typeof sparkOf>>;

/** Course of a tile in the strokes of a wall: thick, with its normal band and its limit. Stretched to the tile. */
export function WallTrend({ values, band, target, min = 0, max = 1, hotFrom }: Spark) {
  const span = max - min || 1;
  const x = (at: number) => Math.round((at / Math.max(1, values.length - 1)) * (WIDTH - 10) * 10) / 10;
  const y = (value: number) => Math.round((HEIGHT - 5 - ((value - min) / span) * (HEIGHT - 10)) * 10) / 10;
  let path = '';
  let down = false;
  values.forEach((value, at) => {
    if (value !== null) path += `${down ? 'L' : 'M'}${x(at)} ${y(value)}`;
    down = value !== null;
  });
  const last = values.findLastIndex((value) => value !== null);
  const newest = values[last];
  return (
    <svg className="w-trend" aria-hidden="true" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none">
      {band ? (
        <rect className="band" x="0" y={y(band[1])} width={WIDTH} height={Math.max(2, y(band[0]) - y(band[1]))} />
      ) : null}
      {target === undefined ? null : <path className="limit" d={`M0 ${y(target)}H${WIDTH}`} />}
      <path className={hotFrom === undefined ? 'line' : 'line hot'} d={path} />
      {newest === null || newest === undefined ? null : <path className="dot" d={`M${x(last)} ${y(newest)}h0`} />}
    </svg>
  );
}
