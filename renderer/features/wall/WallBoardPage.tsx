import { useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { readBoardSearch, usePathParam } from '../../live/index.ts';
import { useWords } from '../../ui/index.ts';
import { BoardWall } from './BoardWall.tsx';
import { HostsRow, WallRow } from './WallRows.tsx';
import { wallWords } from './words.ts';

/** A board as a wall: its numbers as tiles. */
export default function WallBoardPage() {
  const boardId = usePathParam('boardId');
  const t = useWords(wallWords);
  const raw: Record<string, unknown> = useSearch({ strict: false });
  const { chosen } = useMemo(() => readBoardSearch(raw), [raw]);
  return (
    <BoardWall
      boardId={boardId}
      title={undefined}
      wanted={chosen}
      secondRow={(shown, total) =>
        shown < total ? <WallRow kind="ok" text={t('panels')} value={t('panelsOf', { shown, total })} /> : <HostsRow />
      }
    />
  );
}
