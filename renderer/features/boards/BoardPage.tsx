import { isDefinedError } from '@orpc/client';
import { useNavigate } from '@tanstack/react-router';
import { LayoutDashboard } from 'lucide-react';
import { useState } from 'react';
import type { Panel } from '#core/boards/board.ts';
import { usePageTitle } from '../../app/pageTitle.ts';
import { changeSearch, useLocalized, usePathParam } from '../../live/index.ts';
import { shell } from '../../shell/index.ts';
import {
  Button,
  Empty,
  ErrorState,
  Skeleton,
  StatusGlyph,
  say,
  showToast,
  useShortcut,
  useWords,
} from '../../ui/index.ts';
import { BoardBar } from './BoardBar.tsx';
import { BoardGrid } from './BoardGrid.tsx';
import './boards.css';
import { panelRoute, queryOf } from './boardRoutes.ts';
import { PanelFrame } from './panels/PanelFrame.tsx';
import { fileName } from './panels/usePanelActions.ts';
import { useBoard } from './useBoard.ts';
import { boardWords } from './words.ts';
import { useZoom } from './zoom.ts';

/** Puts the focus into the field of a variable. */
function focusVariable(name: string): void {
  const places = [...document.querySelectorAll<HTMLElement>('[data-variable]')];
  places
    .find((one) => one.dataset['variable'] === name)
    ?.querySelector('input')
    ?.focus();
}

/** A board: variables, panels, one panel in full. Everything that was chosen stands in the address. */
export default function BoardPage() {
  const boardId = usePathParam('boardId');
  const t = useWords(boardWords);
  const text = useLocalized();
  const navigate = useNavigate();
  const { board, variables, search, raw, store, status, change } = useBoard(boardId);
  const { zoom, undo } = useZoom();
  const [lastView, setLastView] = useState<string>();
  const title = board.data ? text(board.data.title) : undefined;
  usePageTitle(title, [{ label: t('title'), to: '/boards' }]);
  const viewed = board.data?.panels.find((panel) => panel.id === search.view);
  const view = (panel: Panel | undefined) => {
    if (panel) setLastView(panel.id);
    change({ view: panel?.id });
  };
  useShortcut('w', () => change({ lastWeek: !search.lastWeek }), { label: say(boardWords, 'lastWeek') });
  useShortcut(undo ? 'z' : undefined, () => undo?.(), { label: say(boardWords, 'undoZoom') });
  useShortcut(viewed ? 'Escape' : undefined, () => view(undefined), { label: say(boardWords, 'leaveFull') });

  if (!board.data) {
    if (!board.isError) return <Skeleton />;
    const missing = isDefinedError(board.error) && board.error.code === 'NOT_FOUND';
    return (
      <div className="pane page">
        <ErrorState
          kind="fail"
          title={missing ? t('boardMissing', { id: boardId }) : t('boardFailed')}
          text={missing ? t('boardMissingText') : undefined}
          raw={missing ? undefined : board.error.message}
          onRetry={missing ? undefined : () => void board.refetch()}
        >
          <Button small tone="ghost" onClick={() => void navigate({ to: '/boards' })}>
            {t('allBoards')}
          </Button>
        </ErrorState>
      </div>
    );
  }
  const found = board.data;
  const query = queryOf(raw, variables.values);
  const openWindow = async () => {
    const { opened } = await shell.openWindow({
      role: 'desk',
      route: `/boards/${encodeURIComponent(boardId)}${query}`,
    });
    if (!opened) showToast({ kind: 'fail', title: t('windowBlocked'), text: t('windowBlockedText') });
  };
  const exportBoard = async () => {
    const name = `${fileName(text(found.title))}.board.json`;
    await shell.saveFile({ name, mime: 'application/json', text: `${JSON.stringify(found, null, 2)}\n` });
    showToast({ title: t('exported', { name }) });
  };
  return (
    <div className="page">
      <BoardBar
        board={found}
        store={store}
        choices={variables.choices}
        lastWeek={search.lastWeek}
        onChoose={(name, value) => change({ variables: { [name]: value, ...laterTags(found, name) } })}
        onLastWeek={() => change({ lastWeek: !search.lastWeek })}
        onUndoZoom={undo}
        onWindow={() => void openWindow()}
        onWall={() =>
          void navigate({
            to: '/walls',
            search: (old: Record<string, unknown>) => ({
              ...changeSearch(old, { variables: variables.values ?? {}, view: undefined }),
              board: boardId,
            }),
          })
        }
        onExport={() => void exportBoard()}
      />
      {status.phase === 'failed' ? (
        <div className="banner refused" role="status">
          <StatusGlyph kind="fail" />
          {t('streamFailed')}
          <span className="mono t3">{status.error instanceof Error ? status.error.message : ''}</span>
        </div>
      ) : null}
      {variables.error && !variables.values ? (
        <ErrorState
          kind="fail"
          title={t('valuesFailed', { error: '' })}
          raw={variables.error.message}
          onRetry={variables.retry}
        />
      ) : found.panels.length === 0 ? (
        <Empty icon={<LayoutDashboard size={22} strokeWidth={1.4} />} title={t('noPanels')} text={t('noPanelsText')}>
          <Button small onClick={() => void navigate({ to: '/boards' })}>
            {t('allBoards')}
          </Button>
        </Empty>
      ) : viewed ? (
        <div className="board-full">
          <PanelFrame
            panel={viewed}
            store={store}
            values={variables.values}
            full
            active
            windowRoute={panelRoute(boardId, viewed.id, query)}
            onView={() => view(undefined)}
            onChoose={focusVariable}
            onSelectRange={zoom}
          />
        </div>
      ) : (
        <BoardGrid
          board={found}
          store={store}
          values={variables.values}
          windowRoute={(panel) => panelRoute(boardId, panel.id, query)}
          onView={view}
          onChoose={focusVariable}
          onSelectRange={zoom}
          startAt={lastView}
        />
      )}
    </div>
  );
}

/** Choices of tags are those of another source: choosing a source forgets them. */
function laterTags(
  board: { variables: readonly { name: string; kind: string }[] },
  name: string,
): Record<string, undefined> {
  const at = board.variables.findIndex((one) => one.name === name);
  if (board.variables[at]?.kind !== 'source') return {};
  return Object.fromEntries(
    board.variables
      .slice(at + 1)
      .filter((one) => one.kind === 'tag')
      .map((one) => [one.name, undefined]),
  );
}
