import type { Panel } from '#core/boards/board.ts';
import { Sparkline, Tile, uiWords, useFormat, useLanguage, useNow, useWords } from '../ui/index.ts';
import type { LivePanel } from './boardStore.ts';
import { boardQuantity } from './boardUnit.ts';
import { useLocalized } from './localized.ts';
import { isStale, type Reading, readPanel } from './reading.ts';
import { sparkOf } from './sparkOf.ts';
import { liveWords } from './words.ts';

/** States a panel's number can be in. */
export type ReadingState = 'ok' | 'warning' | 'critical' | 'source' | 'nodata';

/** State of a panel's number: what measures it first, then the number itself. */
export function stateOf(live: LivePanel | undefined, reading: Reading): ReadingState {
  if (live?.state === 'error') return 'source';
  if (live && live.state !== 'loading' && reading.value === null) return 'nodata';
  return reading.level;
}

/** Difference to last week as it is printed: points for shares, percent for everything else. */
export function useDelta(): (panel: Panel, reading: Reading) => string | undefined {
  const t = useWords(liveWords);
  const format = useFormat();
  return (panel, { value, lastWeek }) => {
    if (value === null || lastWeek === null) return undefined;
    if (panel.unit === 'percent' || panel.unit === 'ratio') {
      const points = (value - lastWeek) * (panel.unit === 'ratio' ? 100 : 1);
      const digits = Math.abs(points) >= 10 ? 0 : 1;
      return t('points', { value: format.number(points, { digits, signed: true }) });
    }
    if (lastWeek === 0) return undefined;
    const percent = ((value - lastWeek) / Math.abs(lastWeek)) * 100;
    return format.unit(percent, 'percent', { digits: Math.abs(percent) >= 10 ? 0 : 1, signed: true });
  };
}

/** A panel as a tile: value, limit or reference, course, and the same moment of last week. */
export function StatTile({ panel, live }: { panel: Panel; live: LivePanel | undefined }) {
  const t = useWords(liveWords);
  const ui = useWords(uiWords);
  const text = useLocalized();
  const language = useLanguage();
  const format = useFormat();
  const now = useNow();
  const delta = useDelta();
  const reading = readPanel(panel, live);
  const state = stateOf(live, reading);
  const stale = isStale(live, now);
  const digits = panel.decimals;
  const quantity = (value: number | null) => boardQuantity(value, panel.unit, language, { digits });
  const own = panel.kind === 'stat' ? panel.reference : undefined;
  const limit = reading.limit;
  const reference = own
    ? text(own)
    : limit &&
      t(limit.side === 'above' ? 'limitAbove' : 'limitBelow', {
        value: boardQuantity(limit.at, panel.unit, language).text,
      });
  const change = delta(panel, reading);
  const since = live?.newestAt ?? null;
  const foot =
    state === 'source' ? (
      <span>{t('noAnswer')}</span>
    ) : stale && since !== null ? (
      <span>{ui('dataOf', { time: format.time(since), age: format.age(now - since) })}</span>
    ) : state === 'nodata' ? (
      <span>{since === null ? t('noData') : t('noDataSince', { time: format.time(since, 'minute') })}</span>
    ) : live === undefined ? (
      <span>{t('waiting')}</span>
    ) : change !== undefined ? (
      <>
        <b>{change}</b>
        <span>
          {t('lastWeek')} {quantity(reading.lastWeek).text}
        </span>
      </>
    ) : null;
  const spark = panel.kind === 'stat' && !panel.spark ? null : sparkOf(live, reading, 60);
  return (
    <Tile
      label={text(panel.title)}
      value={quantity(reading.value)}
      state={stale && state === 'ok' ? 'nodata' : state}
      stateLabel={ui(stale && state === 'ok' ? 'stale' : state === 'nodata' ? 'noData' : state)}
      stale={stale}
      {...(reference === undefined ? {} : { reference })}
      spark={spark ? <Sparkline {...spark} width={112} height={32} /> : null}
      foot={foot}
    />
  );
}
