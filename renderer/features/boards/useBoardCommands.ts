import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ChartSpline } from 'lucide-react';
import type { Command } from '../../app/registry.ts';
import { useLocalized } from '../../live/index.ts';
import { api } from '../../shell/index.ts';
import { say } from '../../ui/index.ts';
import { boardWords } from './words.ts';

/** Every board by name in the command palette. */
export function useBoardCommands(): readonly Command[] {
  const navigate = useNavigate();
  const text = useLocalized();
  const { data } = useQuery(api.boards.list.queryOptions());
  return (data ?? []).map((board) => ({
    id: `boards.open.${board.id}`,
    label: say(boardWords, 'openBoard', { title: text(board.title) }),
    group: 'goTo',
    icon: ChartSpline,
    also: [board.id],
    run: () => navigate({ to: '/boards/$boardId', params: { boardId: board.id } }),
  }));
}
