import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { readBoardSearch } from '../../live/index.ts';
import { api } from '../../shell/index.ts';
import { useWords } from '../../ui/index.ts';
import { BoardWall } from './BoardWall.tsx';
import { HostsRow } from './WallRows.tsx';
import { wallWords } from './words.ts';

/** Board behind the overview and its wall. */
const OVERVIEW_BOARD = 'overview';

/** The wall of the site. */
export default function WallOverviewPage() {
  const t = useWords(wallWords);
  const raw: Record<string, unknown> = useSearch({ strict: false });
  const { chosen } = useMemo(() => readBoardSearch(raw), [raw]);
  const { data } = useQuery({ ...api.system.info.queryOptions(), staleTime: 60_000 });
  const title = data ? data.site.name || data.hostName : t('wall');
  return <BoardWall boardId={OVERVIEW_BOARD} title={title} wanted={chosen} secondRow={() => <HostsRow />} />;
}
