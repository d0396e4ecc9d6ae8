import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import {
  type BoardQuestion,
  changeSearch,
  plotPoints,
  readBoardSearch,
  useBoardLive,
  useBoardRange,
  useVariables,
} from '../../live/index.ts';
import { api } from '../../shell/index.ts';

/** A board with everything the address says about it, its variables and its live data. */
export function useBoard(boardId: string) {
  const raw: Record<string, unknown> = useSearch({ strict: false });
  const search = useMemo(() => readBoardSearch(raw), [raw]);
  const navigate = useNavigate();
  const board = useQuery(api.boards.get.queryOptions({ input: { id: boardId }, staleTime: 300_000 }));
  const variables = useVariables(board.data, search.chosen);
  const { range, refresh } = useBoardRange();
  const [maxPoints] = useState(() => plotPoints(window.innerWidth));
  const question: BoardQuestion | undefined = variables.values && {
    boardId,
    variables: variables.values,
    range,
    maxPoints,
    lastWeek: search.lastWeek,
  };
  const { store, status } = useBoardLive(question);
  useEffect(() => store.setPace(refresh > 1000 ? refresh : 0), [store, refresh]);
  const change = (what: Parameters<typeof changeSearch>[1]) =>
    void navigate({ to: '.', search: (old: Record<string, unknown>) => changeSearch(old, what), replace: true });
  return { board, variables, search, raw, store, status, change };
}
