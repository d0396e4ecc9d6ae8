import { useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { readBoardSearch } from '../../live/index.ts';
import { useWords } from '../../ui/index.ts';
import { BoardWall } from './BoardWall.tsx';
import { HostsRow, WallRow } from './WallRows.tsx';
import { wallWords } from './words.ts';

/** A board as a wall: its numbers as tiles. */
export default function WallBoardPage() {
  const { boardId = '' } = useParams({ strict: false });
  const t = useWords(wallWords);
  const raw: Record<string, unknown> = useSearch({ strict: false });
  const text = JSON.stringify(raw);
  const { chosen } = useMemo(() => readBoardSearch(JSON.parse(text)), [text]);
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
