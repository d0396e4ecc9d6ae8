import type { Panel } from '#core/boards/board.ts';
import { boardQuantity, type BoardStore, isStale, readPanel, sparkOf, stateOf, useLivePanel, useLocalized } from '../../live/index.ts';
import { StatusGlyph, uiWords, useLanguage, useNow, useWords } from '../../ui/index.ts';
import { WallTrend } from './WallTrend.tsx';

/** Steps of a tile's course. */
const STEPS = 72;

/** One number, read from metres away. Critical fills the tile, a warning draws its outline; grey is the good state. */
export function WallTile({ panel, store }: { panel: Panel; store: BoardStore }) {
  const ui = useWords(uiWords);
  const text = useLocalized();
  const language = useLanguage();
  const now = useNow();
  const live = useLivePanel(store, panel.id);
  const reading = readPanel(panel, live);
  const state = stateOf(live, reading);
  const stale = isStale(live, now) && state === 'ok';
  const shown = stale ? 'nodata' : state;
  const { number, unit } = boardQuantity(reading.value, panel.unit, language, { digits: panel.decimals });
  const title = text(panel.title);
  // What stands behind the comma tells panels of a board apart; from metres away the thing itself must be read.
  const name = title.split(',')[0] ?? title;
  const spark = sparkOf(panel, live, reading, STEPS);
  return (
    <section className={`w-tile is-${shown}`} aria-label={title}>
      <div className="w-name">
        {shown === 'ok' ? null : <StatusGlyph kind={shown} size={58} label={ui(stale ? 'stale' : shown === 'nodata' ? 'noData' : shown)} />}
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
