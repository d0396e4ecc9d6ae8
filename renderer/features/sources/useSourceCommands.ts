import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Database, Plus } from 'lucide-react';
import type { Command } from '../../app/registry.ts';
import { api, useMay } from '../../shell/index.ts';
import { say } from '../../ui/index.ts';
import { sourceWords } from './words.ts';

/** "Add a source" and every source by name. */
export function useSourceCommands(): readonly Command[] {
  const navigate = useNavigate();
  const may = useMay('lead');
  const { data } = useQuery(api.sources.list.queryOptions());
  return [
    {
      id: 'sources.add',
      label: say(sourceWords, 'addCommand'),
      hint: say(sourceWords, 'addHint'),
      group: 'actions',
      icon: Plus,
      also: ['source', 'influx', 'prometheus', 'telegraf', '소스', '추가'],
      refused: may === false ? say(sourceWords, 'needsLead') : undefined,
      run: () =>
        navigate({
          to: '/sources',
          search: (old: Record<string, unknown>) => ({ from: old['from'], to: old['to'], add: 1 }),
        }),
    },
    ...(data ?? []).map(
      (source): Command => ({
        id: `sources.open.${source.id}`,
        label: say(sourceWords, 'openSource', { name: source.name }),
        group: 'goTo',
        icon: Database,
        also: [source.kind],
        run: () =>
          navigate({
            to: '/sources',
            search: (old: Record<string, unknown>) => ({ from: old['from'], to: old['to'], source: source.id }),
          }),
      }),
    ),
  ];
}
