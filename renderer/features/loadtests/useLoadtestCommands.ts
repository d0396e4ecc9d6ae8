import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Gauge, Plus, Square } from 'lucide-react';
import type { Command } from '../../app/registry.ts';
import { api, useMay, usePulse } from '../../shell/index.ts';
import { say } from '../../ui/index.ts';
import { loadtestWords } from './words.ts';

/** Runs that the palette offers by name, the newest. */
const named = 50;

/** New run, every recent run by number and name, and the stop of the one that is running. */
export function useLoadtestCommands(): readonly Command[] {
  const navigate = useNavigate();
  const may = useMay('operator');
  const running = usePulse((pulse) => pulse?.run);
  const { data } = useQuery(api.loadtests.runs.list.queryOptions({ input: { limit: named } }));
  const refused = may === false ? say(loadtestWords, 'forbidden') : undefined;
  return [
    {
      id: 'loadtests.new',
      label: say(loadtestWords, 'newRun'),
      hint: say(loadtestWords, 'newRunHint'),
      group: 'actions',
      icon: Plus,
      also: ['jmeter', 'load test', '부하', '시작'],
      refused,
      run: () => navigate({ to: '/loadtests/new' }),
    },
    ...(running
      ? [
          {
            id: 'loadtests.stop',
            label: say(loadtestWords, 'stopRun', { number: running.number, name: running.name }),
            hint: say(loadtestWords, 'stopRunHint'),
            group: 'actions',
            icon: Square,
            refused,
            run: () =>
              navigate({ to: '/loadtests/$runId', params: { runId: running.id }, search: { stop: 'graceful' } }),
          } satisfies Command,
        ]
      : []),
    ...(data?.runs ?? []).map(
      (run): Command => ({
        id: `loadtests.open.${run.id}`,
        label: say(loadtestWords, 'openRun', { number: run.number, name: run.name }),
        group: 'goTo',
        icon: Gauge,
        also: [`#${run.number}`],
        run: () => navigate({ to: '/loadtests/$runId', params: { runId: run.id } }),
      }),
    ),
  ];
}
