import { isDefinedError } from '@orpc/client';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { ALL, type BoardQuestion, useBoardLive, useLocalized, useVariables } from '../../live/index.ts';
import { api } from '../../shell/index.ts';
import { useWords } from '../../ui/index.ts';
import { WallFrame } from './WallFrame.tsx';
import { SourcesRow } from './WallRows.tsx';
import { WallTile } from './WallTile.tsx';
import { wallPanels } from './wallPanels.ts';
import { wallWords } from './words.ts';

/** Points asked for: buckets of 10 s in an hour, so that the age on the wall is the age of the data, not of a bucket. */
const WALL_POINTS = 360;
/** A wall heals by itself: a board that did not come is asked for again, ms. */
const RETRY_MS = 10_000;

export interface BoardWallProps {
  boardId: string;
  /** Title of the wall; the board's own when missing. Its choices stand behind it. */
  title: string | undefined;
  wanted: Readonly<Record<string, string>>;
  secondRow: (shown: number, total: number) => ReactNode;
}

/** A board on a wall, live. */
export function BoardWall({ boardId, title, wanted, secondRow }: BoardWallProps) {
  const t = useWords(wallWords);
  const text = useLocalized();
  const board = useQuery({
    ...api.boards.get.queryOptions({ input: { id: boardId }, staleTime: 300_000 }),
    refetchInterval: (query) => (query.state.data === undefined ? RETRY_MS : false),
  });
  const { choices, values } = useVariables(board.data, wanted);
  const seconds = board.data?.rangeSeconds ?? 3600;
  const question = useMemo(
    (): BoardQuestion | undefined =>
      values && {
        boardId,
        variables: values,
        range: { kind: 'relative', seconds },
        maxPoints: WALL_POINTS,
        lastWeek: true,
      },
    [boardId, values, seconds],
  );
  const { store } = useBoardLive(question);
  const panels = useMemo(() => wallPanels(board.data?.panels ?? []), [board.data]);
  const chosen = (choices ?? []).flatMap(({ variable, value }) =>
    variable.kind === 'tag' && value !== undefined && value !== ALL ? [value] : [],
  );
  // Numbers of one source among several must not be taken for those of the site.
  const sources = (choices ?? []).flatMap(({ variable, value, options }) => {
    if (variable.kind !== 'source' || options.length < 2 || value === undefined) return [];
    return [t('ofSource', { name: options.find((one) => one.value === value)?.text ?? value })];
  });
  const missing = isDefinedError(board.error) && board.error.code === 'NOT_FOUND';
  const notice = board.data
    ? panels.length === 0
      ? t('noTiles')
      : undefined
    : board.isError
      ? missing
        ? t('unknownBoard', { id: boardId })
        : t('boardFailed')
      : undefined;
  const total = board.data?.panels.length ?? 0;
  return (
    <WallFrame
      title={[title ?? (board.data ? text(board.data.title) : t('wall')), ...chosen, ...sources].join(' · ')}
      store={store}
      notice={notice}
      rows={
        <>
          <SourcesRow />
          {secondRow(Math.min(8, panels.length), total)}
        </>
      }
    >
      {(tiles) => panels.slice(0, tiles).map((panel) => <WallTile key={panel.id} panel={panel} store={store} />)}
    </WallFrame>
  );
}
