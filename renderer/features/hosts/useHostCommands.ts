import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Server } from 'lucide-react';
import type { Command } from '../../app/registry.ts';
import { api } from '../../shell/index.ts';
import { say, useWords } from '../../ui/index.ts';
import { hostBoardSearch } from './hostBoard.ts';
import { hostKey } from './limits.ts';
import { hostWords } from './words.ts';

/** Every host by name in the palette: opens its board. */
export function useHostCommands(): readonly Command[] {
  const navigate = useNavigate();
  const t = useWords(hostWords);
  const { data } = useQuery(api.hosts.list.queryOptions({ input: {} }));
  return (data?.hosts ?? []).map((host) => ({
    id: `hosts.open.${hostKey(host)}`,
    label: say(hostWords, 'openHost', { name: host.name }),
    hint: say(hostWords, 'openHostHint', { source: host.sourceName, state: t(host.state) }),
    group: 'goTo',
    icon: Server,
    also: [host.name],
    run: () => navigate({ to: '/boards/$boardId', params: { boardId: 'host' }, search: hostBoardSearch(host) }),
  }));
}
