import { useNavigate } from '@tanstack/react-router';
import { usePageTitle } from '../../app/pageTitle.ts';
import { useLocalized, usePathParam } from '../../live/index.ts';
import { Button, ErrorState, Skeleton, useWords } from '../../ui/index.ts';
import './boards.css';
import { PanelFrame } from './panels/PanelFrame.tsx';
import { useBoard } from './useBoard.ts';
import { boardWords } from './words.ts';
import { useZoom } from './zoom.ts';

/** One panel of a board in its own window. */
export default function PanelPage() {
  const boardId = usePathParam('boardId');
  const panelId = usePathParam('panelId');
  const t = useWords(boardWords);
  const text = useLocalized();
  const navigate = useNavigate();
  const { board, variables, store } = useBoard(boardId);
  const { zoom } = useZoom();
  const panel = board.data?.panels.find((one) => one.id === panelId);
  usePageTitle(panel ? text(panel.title) : undefined, [
    { label: board.data ? text(board.data.title) : t('board'), to: `/boards/${encodeURIComponent(boardId)}` },
  ]);
  const toBoard = () => void navigate({ to: '/boards/$boardId', params: { boardId } });
  if (!panel) {
    if (!board.data && !board.isError) return <Skeleton />;
    return (
      <div className="pane page">
        <ErrorState
          kind="fail"
          title={board.data ? t('noPanel', { id: panelId }) : t('boardFailed')}
          raw={board.error?.message}
          onRetry={board.isError ? () => void board.refetch() : undefined}
        >
          <Button small tone="ghost" onClick={toBoard}>
            {t('leaveFull')}
          </Button>
        </ErrorState>
      </div>
    );
  }
  return (
    <div className="page">
      <div className="board-full">
        <PanelFrame
          panel={panel}
          store={store}
          values={variables.values}
          full
          active
          windowRoute={undefined}
          onView={toBoard}
          onChoose={toBoard}
          onSelectRange={zoom}
        />
      </div>
    </div>
  );
}
