import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { changeSearch, readBoardSearch, useOverviewSource, useVariables } from '../../live/index.ts';
import { api } from '../../shell/index.ts';
import { OVERVIEW_BOARD } from './KeyFigures.tsx';

/** Where the key figures come from. */
export interface FiguresSource {
  readonly id: string | undefined;
  readonly name: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly choose: (id: string) => void;
}

/**
 * The board of the overview: the values of its variables (`undefined` until they are known) and its source. The choice
 * stands in the address and is remembered; one whose source was removed since gives way to the first there is.
 */
export function useOverviewBoard(): {
  values: Readonly<Record<string, string>> | undefined;
  source: FiguresSource | undefined;
} {
  const raw: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const remembered = useOverviewSource((state) => state.source);
  const remember = useOverviewSource((state) => state.choose);
  const board = useQuery(api.boards.get.queryOptions({ input: { id: OVERVIEW_BOARD }, staleTime: 300_000 }));
  const wished = readBoardSearch(raw).chosen['source'] ?? remembered;
  const { choices, values } = useVariables(
    board.data,
    useMemo(() => (wished === undefined ? {} : { source: wished }), [wished]),
  );
  const choice = choices?.find(({ variable }) => variable.kind === 'source');
  const options = choice?.options ?? [];
  const found = options.find((one) => one.value === choice?.value) ?? options[0];
  const name = choice?.variable.name;
  const id = found?.value;
  return {
    values: useMemo(
      () => (values === undefined || name === undefined || id === undefined ? values : { ...values, [name]: id }),
      [values, name, id],
    ),
    source: choice && {
      id,
      name: found?.text ?? '',
      options,
      choose: (next) => {
        remember(next);
        void navigate({
          to: '.',
          search: (old: Record<string, unknown>) => changeSearch(old, { variables: { source: next } }),
          replace: true,
        });
      },
    },
  };
}
