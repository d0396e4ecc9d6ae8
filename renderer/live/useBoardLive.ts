import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Range } from '#core/contract/boards.ts';
import { engine, type StreamStatus, useStream } from '../shell/index.ts';
import { useLanguage } from '../ui/index.ts';
import { BoardStore, type LiveBoard, type LivePanel } from './boardStore.ts';
import { localized } from './localized.ts';

export interface BoardQuestion {
  boardId: string;
  variables: Readonly<Record<string, string>>;
  range: Range;
  /** Points a plot can show. */
  maxPoints: number;
  lastWeek: boolean;
}

/**
 * Follows the live data of a board while mounted. `undefined` asks nothing and keeps what is held (refresh switched off).
 * Another board or other variables start empty; another range keeps the old points on the screen until the new come.
 */
export function useBoardLive(question: BoardQuestion | undefined): { store: BoardStore; status: StreamStatus } {
  const [store] = useState(() => new BoardStore());
  useEffect(() => store.watch(), [store]);
  const subject = question && JSON.stringify([question.boardId, question.variables]);
  useEffect(() => {
    if (subject !== undefined) store.reset();
  }, [subject, store]);
  const status = useStream(
    question ? JSON.stringify(question) : 'none',
    question
      ? ({ stream }, options) => {
          const { boardId, variables, range, maxPoints, lastWeek } = question;
          return engine.boards.subscribe({ stream, id: boardId, variables, range, maxPoints, lastWeek }, options);
        }
      : null,
    (event) => store.apply(event),
  );
  return { store, status };
}

/** What one panel shows, named in the language of the moment; renders again at most once a frame and only when this panel changed. */
export function useLivePanel(store: BoardStore, panelId: string): LivePanel | undefined {
  const language = useLanguage();
  const panel = useSyncExternalStore(store.subscribe, () => store.panel(panelId));
  return useMemo(
    () =>
      panel && {
        ...panel,
        series: panel.series.map((one) => ({
          ...one,
          name: localized(one.name, language),
          entity: localized(one.name, 'en'),
        })),
      },
    [panel, language],
  );
}

/** What the bars of a board say. */
export function useLiveBoard(store: BoardStore): LiveBoard {
  return useSyncExternalStore(store.subscribe, store.board);
}
