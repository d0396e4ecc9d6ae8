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
import { useOverviewBoard } from './useOverviewBoard.ts';
import { overviewWords } from './words.ts';

/** Points of a tile's course and of the timeline. */
const TILE_POINTS = 180;
const SHIFT_POINTS = 480;

const shiftRange = { kind: 'relative', seconds: SHIFT_HOURS * 3600 } as const;

/** Tiles follow the shared time range; the timeline always shows one shift. */
function useQuestions(variables: Readonly<Record<string, string>> | undefined): {
  tiles: BoardQuestion | undefined;
  shift: BoardQuestion | undefined;
} {
  const { range } = useBoardRange();
  return useMemo(() => {
    if (variables === undefined) return { tiles: undefined, shift: undefined };
    const both = { boardId: OVERVIEW_BOARD, variables, lastWeek: true };
    return {
      tiles: { ...both, range, maxPoints: TILE_POINTS },
      shift: { ...both, range: shiftRange, maxPoints: SHIFT_POINTS },
    };
  }, [variables, range]);
}

/** The shift's home: hosts, key figures, the last hours, the running test, sources, and the console itself. */
export default function OverviewPage() {
  const t = useWords(overviewWords);
  usePageTitle(t('title'));
  const { values, source } = useOverviewBoard();
  const questions = useQuestions(values);
  const tiles = useBoardLive(questions.tiles);
  const shift = useBoardLive(questions.shift);
  return (
    <div className="page">
      <Seams className="ov">
        <HostHealth />
        <div className="seams ov-mid">
          <KeyFigures store={tiles.store} source={source} />
          <Shift store={shift.store} source={source && source.options.length > 1 ? source.name : undefined} />
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
