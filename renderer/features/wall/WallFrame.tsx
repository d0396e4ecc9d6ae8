import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type BoardStore, useLiveBoard } from '../../live/index.ts';
import { useConnection } from '../../shell/index.ts';
import { StatusGlyph, say, useFormat, useNow, useShortcut, useWords } from '../../ui/index.ts';
import { useWallType } from './useWallType.ts';
import './wall.css';
import { readWallSearch } from './wallSearch.ts';
import { wallWords } from './words.ts';

/** Older data turns the stamp to its stale form, ms; sources that send more seldom get three of their intervals. */
const STALE_MS = 30_000;
/** A connection may be away this long before a wall says so, ms. */
const PATIENCE_MS = 1500;

/** What the wall says instead of its list while it has no engine; `undefined` while all is well. */
function useOutage(): string | undefined {
  const t = useWords(wallWords);
  const now = useNow();
  const { state, since } = useConnection();
  if (state === 'open' || (state !== 'refused' && now - since < PATIENCE_MS)) return undefined;
  return t(state);
}

export interface WallFrameProps {
  title: string;
  store: BoardStore;
  /** Said large instead of the list: why there is nothing to show. */
  notice?: string | undefined;
  /** Given the number of tiles that fit. */
  children: (tiles: 8 | 4) => ReactNode;
  rows: ReactNode;
}

/** A wall: title, age of the data, running clock, tiles, two lines. No controls, no cursor. */
export function WallFrame({ title, store, notice, children, rows }: WallFrameProps) {
  const t = useWords(wallWords);
  const format = useFormat();
  const now = useNow();
  const navigate = useNavigate();
  const raw: Record<string, unknown> = useSearch({ strict: false });
  const search = readWallSearch(raw);
  const { style, tiles } = useWallType(search);
  const outage = useOutage();
  const { newestAt, staleAfter } = useLiveBoard(store);
  useShortcut(
    search.fromDesk ? 'Escape' : undefined,
    () => {
      window.close();
      // A window that was not opened by a script stays: it goes back to the desk.
      void navigate({ to: '/' });
    },
    { label: say(wallWords, 'leave') },
  );
  const said = outage ?? notice;
  return (
    <div className={tiles === 4 ? 'wall is-four' : 'wall'} style={style}>
      <header className="w-head">
        <h1>{title}</h1>
        <Stamp newestAt={newestAt} now={now} staleAfter={Math.max(STALE_MS, staleAfter)} />
        <time className="w-clock">{format.time(now)}</time>
      </header>
      <div className={outage === undefined ? 'w-grid' : 'w-grid is-old'}>{children(tiles)}</div>
      {said === undefined ? (
        <ol className="w-list">{rows}</ol>
      ) : (
        <div className="w-outage" role="status">
          <StatusGlyph kind={outage === undefined ? 'inconclusive' : 'nodata'} size={62} />
          <span>{said}</span>
          {outage !== undefined && newestAt !== null ? <b>{t('valuesOf', { time: format.time(newestAt) })}</b> : null}
        </div>
      )}
    </div>
  );
}

function Stamp({ newestAt, now, staleAfter }: { newestAt: number | null; now: number; staleAfter: number }) {
  const t = useWords(wallWords);
  const format = useFormat();
  if (newestAt === null) {
    return (
      <span className="w-stamp is-old">
        <StatusGlyph kind="nodata" size={44} />
        {t('noData')}
      </span>
    );
  }
  const age = format.age(now - newestAt);
  if (now - newestAt > staleAfter) {
    return (
      <span className="w-stamp is-old">
        <StatusGlyph kind="nodata" size={44} />
        {t('stale', { time: format.time(newestAt), age })}
      </span>
    );
  }
  return (
    <span className="w-stamp">
      <i className="live" aria-hidden="true" />
      {t('age', { age })}
    </span>
  );
}
