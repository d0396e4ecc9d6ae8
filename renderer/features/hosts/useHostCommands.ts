import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Server } from 'lucide-react';
import { useMemo } from 'react';
import type { Command } from '../../app/registry.ts';
import { api } from '../../shell/index.ts';
import { resolve } from '../../ui/words/define.ts';
import { say, useLanguage } from '../../ui/index.ts';
import { hostBoardSearch } from './hostBoard.ts';
import { hostKey } from './limits.ts';
import { hostWords } from './words.ts';

/** Every host by name in the palette: opens its board. */
export function useHostCommands(): readonly Command[] {
  const navigate = useNavigate();
  const language = useLanguage();
  const { data } = useQuery(api.hosts.list.queryOptions({ input: {} }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the hint is a text of the language of the moment
  return useMemo(
    () =>
      (data?.hosts ?? []).map(
        (host): Command => ({
          id: `hosts.open.${hostKey(host)}`,
          label: say(hostWords, 'openHost', { name: host.name }),
          hint: say(hostWords, 'openHostHint', {
            source: host.sourceName,
            state: resolve(say(hostWords, host.state)),
          }),
          group: 'goTo',
          icon: Server,
          also: [host.name],
          run: () =>
            navigate({ to: '/boards/$boardId', params: { boardId: 'host' }, search: hostBoardSearch(host) }),
        }),
      ),
    [data, navigate, language],
  );
}
