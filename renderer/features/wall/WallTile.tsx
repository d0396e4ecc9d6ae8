import type { Panel } from '#core/boards/board.ts';
import {
  type BoardStore,
  boardQuantity,
  isStale,
  readPanel,
  sparkOf,
  stateOf,
  useLivePanel,
  useLocalized,
} from '../../live/index.ts';
import { StatusGlyph, uiWords, useFormat, useLanguage, useNow, useWords } from '../../ui/index.ts';
import { WallTrend } from './WallTrend.tsx';

/** Steps of a tile's course. */
const STEPS = 72;

/** One number, read from metres away. Critical fills the tile, a warning draws its outline; grey is the good state. */
export function WallTile({ panel, store }: { panel: Panel; store: BoardStore }) {
  const ui = useWords(uiWords);
  const text = useLocalized();
  const language = useLanguage();
  const now = useNow();
  const format = useFormat();
  const live = useLivePanel(store, panel.id);
  const reading = readPanel(panel, live);
  const state = stateOf(live, reading);
  const stale = isStale(live, now) && state === 'ok';
  const shown = stale ? 'nodata' : state;
  // Two units of a long time do not fit: the larger one tells enough from metres away.
  const long = panel.unit === 'seconds' && reading.value !== null && Math.abs(reading.value) >= 3600;
  const { number, unit } = long
    ? { number: format.age((reading.value ?? 0) * 1000), unit: '' }
    : boardQuantity(reading.value, panel.unit, language, { digits: panel.decimals });
  const title = text(panel.title);
  // What stands behind the comma tells panels of a board apart; from metres away the thing itself must be read.
  const several = (live?.series.filter((one) => one.shift === 0).length ?? 0) > 1;
  const name = [title.split(',')[0] ?? title, ...(several && reading.series ? [reading.series.name] : [])].join(' · ');
  const spark = sparkOf(live, reading, STEPS);
  return (
    <section className={`w-tile is-${shown}`} aria-label={title}>
      <div className="w-name">
        {shown === 'ok' ? null : (
          <StatusGlyph kind={shown} size={58} label={ui(stale ? 'stale' : shown === 'nodata' ? 'noData' : shown)} />
        )}
        <h2>{name}</h2>
      </div>
      <div className="w-val">
        {number}
        {unit === '' ? null : <small>{unit}</small>}
      </div>
      {spark ? <WallTrend {...spark} /> : null}
    </section>
  );
}
