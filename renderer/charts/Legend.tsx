import { useMemo } from 'react';
import type { Unit } from '../ui/format/unit.ts';
import { useFormat } from '../ui/format/useFormat.ts';
import { useWords } from '../ui/words/useWords.ts';
import { useCrosshair } from './crosshair.ts';
import { usualInterval } from './gaps.ts';
import { type LegendStats, legendStats, nearestIndex } from './legendStats.ts';
import type { DrawnSeries } from './series.ts';
import { chartWords } from './words.ts';

export interface LegendProps {
  drawn: readonly DrawnSeries[];
  from: number;
  to: number;
  unit: Unit;
  rightUnit: Unit | undefined;
  group: string;
  label: string;
  elapsedFrom: number | undefined;
}

function Swatch({ one }: { one: DrawnSeries }) {
  const dashed = one.series.dash || one.series.reference;
  const color = `var(--${one.color})`;
  return <i className={dashed ? 'swatch dash' : 'swatch'} style={{ background: color, color }} />;
}

function unitOf(one: DrawnSeries, props: Pick<LegendProps, 'unit' | 'rightUnit'>): Unit {
  return one.series.axis === 'right' ? (props.rightUnit ?? props.unit) : props.unit;
}

/** Table under a plot: name, value at the cursor, last, min, mean, max. Series past the eighth share one row. */
export function LegendTable(props: LegendProps) {
  const { drawn, from, to, group, label, elapsedFrom } = props;
  const t = useWords(chartWords);
  const format = useFormat();
  const at = useCrosshair((state) => state.at[group]);
  const named = useMemo(() => drawn.filter((one) => !one.isOther), [drawn]);
  const stats = useMemo(
    () => named.map((one): LegendStats => legendStats(one.series.times, one.series.values, from, to)),
    [named, from, to],
  );
  const others = drawn.length - named.length;
  const cursor = (one: DrawnSeries) => {
    if (at === undefined) return null;
    const { times, values } = one.series;
    const index = nearestIndex(times, at, Math.max(1, usualInterval(times) * 1.5));
    return index < 0 ? null : (values[index] ?? null);
  };
  const clock =
    at === undefined ? undefined : elapsedFrom === undefined ? format.time(at) : format.elapsed(at - elapsedFrom);
  return (
    <div
      className="legend"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a long legend scrolls, and that must work by key
      tabIndex={0} // oxlint-disable-line jsx-a11y/no-noninteractive-tabindex
      role="region"
      aria-label={t('legend', { label })}
    >
      <table className={at === undefined ? 'tbl tight' : 'tbl tight has-cursor'}>
        <thead>
          <tr>
            <th scope="col">{t('series')}</th>
            <th scope="col" className="num at">
              {clock ?? <span className="sr">{t('atCursor')}</span>}
            </th>
            {(['last', 'min', 'mean', 'max'] as const).map((name) => (
              <th key={name} scope="col" className={name === 'min' || name === 'mean' ? 'num only-xl' : 'num'}>
                {t(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {named.map((one, index) => {
            const unit = unitOf(one, props);
            const figures = stats[index];
            return (
              <tr key={one.series.key} className={one.series.reference ? 'dim' : undefined}>
                <td className="k elide" title={one.series.name}>
                  <Swatch one={one} />
                  {one.series.name}
                </td>
                <td className="num at">{at === undefined ? '' : format.unit(cursor(one), unit)}</td>
                <td className="num">{format.unit(figures?.last, unit)}</td>
                <td className="num only-xl">{format.unit(figures?.min, unit)}</td>
                <td className="num only-xl">{format.unit(figures?.mean, unit)}</td>
                <td className="num">{format.unit(figures?.max, unit)}</td>
              </tr>
            );
          })}
          {others > 0 ? (
            <tr className="dim">
              <td colSpan={6}>
                <i className="swatch" style={{ background: 'var(--n7)' }} />
                {t('others', { count: others })}
              </td>
            </tr>
          ) : null}
        </tbody>
      </table>
    </div>
  );
}

/** One line for a pane head: swatch, name, value at the cursor or last. */
export function LegendLine(props: Omit<LegendProps, 'label' | 'elapsedFrom'>) {
  const { drawn, from, to, group } = props;
  const t = useWords(chartWords);
  const format = useFormat();
  const at = useCrosshair((state) => state.at[group]);
  const others = drawn.filter((one) => one.isOther).length;
  return (
    <span className="legend-line">
      {drawn.map((one) => {
        if (one.isOther) return null;
        const { times, values, key, name } = one.series;
        const index = at === undefined ? -1 : nearestIndex(times, at, Math.max(1, usualInterval(times) * 1.5));
        const value = index < 0 ? legendStats(times, values, from, to).last : values[index];
        return (
          <span key={key}>
            <Swatch one={one} />
            {name} {one.series.reference ? null : <b>{format.unit(value, unitOf(one, props))}</b>}
          </span>
        );
      })}
      {others > 0 ? <span>{t('others', { count: others })}</span> : null}
    </span>
  );
}
