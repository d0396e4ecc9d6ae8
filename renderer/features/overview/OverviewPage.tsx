import { useMemo } from 'react';
import { usePageTitle } from '../../app/pageTitle.ts';
import { useTimeRange, windowAt } from '../../app/timeRange.ts';
import { type BoardQuestion, useBoardLive } from '../../live/index.ts';
import { Seams, useWords } from '../../ui/index.ts';
import { ConsolePane } from './ConsolePane.tsx';
import { HostHealth } from './HostHealth.tsx';
import { KeyFigures, OVERVIEW_BOARD } from './KeyFigures.tsx';
import './overview.css';
import { RunningTest } from './RunningTest.tsx';
import { Shift, SHIFT_HOURS } from './Shift.tsx';
import { SourcesPane } from './SourcesPane.tsx';
import { overviewWords } from './words.ts';

/** Points of a tile's course and of the timeline. */
const TILE_POINTS = 180;
const SHIFT_POINTS = 480;

const shiftQuestion: BoardQuestion = {
  boardId: OVERVIEW_BOARD,
  variables: {},
  range: { kind: 'relative', seconds: SHIFT_HOURS * 3600 },
  maxPoints: SHIFT_POINTS,
  lastWeek: true,
};

/** Tiles follow the shared time range; the timeline always shows one shift. */
function useTileQuestion(): BoardQuestion {
  const { range, live } = useTimeRange();
  return useMemo(() => {
    const { from, to } = windowAt(range, Date.now());
    const asked: BoardQuestion['range'] =
      live && range.kind === 'relative'
        ? { kind: 'relative', seconds: Math.max(60, Math.round(range.span / 1000)) }
        : { kind: 'absolute', from: Math.round(from), to: Math.round(to) };
    return { boardId: OVERVIEW_BOARD, variables: {}, range: asked, maxPoints: TILE_POINTS, lastWeek: true };
  }, [range, live]);
}

/** The shift's home: hosts, key figures, the last hours, the running test, sources, and the console itself. */
export default function OverviewPage() {
  const t = useWords(overviewWords);
  usePageTitle(t('title'));
  const tiles = useBoardLive(useTileQuestion());
  const shift = useBoardLive(shiftQuestion);
  return (
    <div className="page">
      <Seams className="ov">
        <HostHealth />
        <div className="seams ov-mid">
          <KeyFigures store={tiles.store} />
          <Shift store={shift.store} />
        </div>
        <div className="seams ov-right">
          <RunningTest />
          <SourcesPane />
          <ConsolePane />
        </div>
      </Seams>
    </div>
  );
}
