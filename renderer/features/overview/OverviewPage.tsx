import { useMemo } from 'react';
import { usePageTitle } from '../../app/pageTitle.ts';
import { type BoardQuestion, useBoardLive, useBoardRange } from '../../live/index.ts';
import { Seams, useWords } from '../../ui/index.ts';
import { ConsolePane } from './ConsolePane.tsx';
import { HostHealth } from './HostHealth.tsx';
import { KeyFigures, OVERVIEW_BOARD } from './KeyFigures.tsx';
import './overview.css';
import { RunningTest } from './RunningTest.tsx';
import { SHIFT_HOURS, Shift } from './Shift.tsx';
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
  const { range } = useBoardRange();
  return useMemo(
    () => ({ boardId: OVERVIEW_BOARD, variables: {}, range, maxPoints: TILE_POINTS, lastWeek: true }),
    [range],
  );
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
