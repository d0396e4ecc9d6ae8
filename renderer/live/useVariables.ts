import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Board } from '#core/boards/board.ts';
import { engine } from '../shell/index.ts';
import { chooseVariables, type VariableChoice, valuesOf } from './variables.ts';

/** Hosts and sources come and go: how often their lists are asked again, ms. */
const REFRESH_MS = 60_000;

/** The variables of a board with their values of the moment; `undefined` while they are not known. */
export function useVariables(
  board: Board | undefined,
  wanted: Readonly<Record<string, string>>,
): {
  choices: readonly VariableChoice[] | undefined;
  values: Readonly<Record<string, string>> | undefined;
  error: Error | null;
  retry: () => void;
} {
  const query = useQuery({
    queryKey: ['board-variables', board?.id, wanted],
    enabled: board !== undefined,
    queryFn: ({ signal }) =>
      board === undefined
        ? []
        : chooseVariables(board, wanted, (variable, chosen) =>
            engine.boards.values({ id: board.id, variable, chosen }, { signal }),
          ),
    // A source or host that came since the last look is offered when the board is opened.
    staleTime: 0,
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });
  const choices = query.data;
  // Data of the choice before must not be shown under the new choice's name.
  const settled = query.isPlaceholderData ? undefined : choices;
  const values = useMemo(() => settled && valuesOf(settled), [settled]);
  return { choices, values, error: query.error, retry: () => void query.refetch() };
}
