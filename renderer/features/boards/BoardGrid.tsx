import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Board, Panel } from '#core/boards/board.ts';
import type { BoardStore } from '../../live/index.ts';
import { say, useShortcut, useWords } from '../../ui/index.ts';
import { neighbour, readingOrder } from './panelOrder.ts';
import { PanelFrame } from './panels/PanelFrame.tsx';
import { boardWords } from './words.ts';

export interface BoardGridProps {
  board: Board;
  store: BoardStore;
  values: Readonly<Record<string, string>> | undefined;
  windowRoute: (panel: Panel) => string;
  onView: (panel: Panel) => void;
  onChoose: (variable: string) => void;
  onSelectRange: (from: number, to: number) => void;
  /** Panel that had the focus before full view. */
  startAt: string | undefined;
}

/** The panels of a board at their places. Arrows and J K move, Enter opens one in full. */
export function BoardGrid(props: BoardGridProps) {
  const { board, store, values, windowRoute, onView, onChoose, onSelectRange, startAt } = props;
  const t = useWords(boardWords);
  const panels = readingOrder(board.panels);
  const [activeId, setActiveId] = useState(startAt ?? panels[0]?.id);
  const grid = useRef<HTMLDivElement>(null);
  const focus = (panel: Panel | undefined) => {
    if (!panel) return;
    setActiveId(panel.id);
    const element = [...(grid.current?.querySelectorAll<HTMLElement>('[data-panel]') ?? [])].find(
      (one) => one.dataset['panel'] === panel.id,
    );
    element?.focus();
    element?.scrollIntoView({ block: 'nearest' });
  };
  useEffect(() => {
    if (startAt === undefined) return;
    const element = [...(grid.current?.querySelectorAll<HTMLElement>('[data-panel]') ?? [])];
    element.find((one) => one.dataset['panel'] === startAt)?.focus();
  }, [startAt]);
  const step = (by: 1 | -1) => {
    const inGrid = grid.current?.contains(document.activeElement) === true;
    const at = panels.findIndex((panel) => panel.id === activeId);
    focus(inGrid ? panels[Math.min(panels.length - 1, Math.max(0, at + by))] : panels[Math.max(0, at)]);
  };
  useShortcut('j', () => step(1), { label: say(boardWords, 'nextPanel') });
  useShortcut('k', () => step(-1), { label: say(boardWords, 'previousPanel') });
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLElement)) return;
    const id = event.target.dataset['panel'];
    const panel = board.panels.find((one) => one.id === id);
    if (!panel) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      onView(panel);
      return;
    }
    const next = neighbour(board.panels, panel, event.key);
    if (!next) return;
    event.preventDefault();
    focus(next);
  };
  return (
    <div className="page-scroll">
      {/* The keys act on the panel that has the focus; the group itself takes none. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div className="grid-board board-grid" role="group" aria-label={t('panels')} ref={grid} onKeyDown={onKey}>
        {panels.map((panel) => (
          <PanelFrame
            key={panel.id}
            panel={panel}
            store={store}
            values={values}
            full={false}
            active={panel.id === activeId}
            windowRoute={windowRoute(panel)}
            onView={() => onView(panel)}
            onChoose={onChoose}
            onSelectRange={onSelectRange}
          />
        ))}
      </div>
    </div>
  );
}
