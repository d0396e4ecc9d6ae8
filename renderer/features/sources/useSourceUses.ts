import { useQueries, useQuery } from '@tanstack/react-query';
import type { Source } from '#core/contract/sources.ts';
import { useLocalized } from '../../live/index.ts';
import { api } from '../../shell/index.ts';
import { useWords } from '../../ui/index.ts';
import { sourceWords } from './words.ts';

export interface SourceUse {
  readonly text: string;
  /** False where it could not be found out. */
  readonly known: boolean;
}

/** Runs looked at for one that still writes into a source: only those that are going on count. */
const runs = 50;

/** What in this console uses a source: hosts read from it, boards that name it, running tests that write to it. */
export function useSourceUses(source: Source): readonly SourceUse[] {
  const t = useWords(sourceWords);
  const text = useLocalized();
  const hosts = useQuery(api.hosts.list.queryOptions({ input: { sourceId: source.id } }));
  const recent = useQuery(api.loadtests.runs.list.queryOptions({ input: { limit: runs } }));
  const list = useQuery(api.boards.list.queryOptions());
  const boards = useQueries({
    queries: (list.data ?? []).map(({ id }) => api.boards.get.queryOptions({ input: { id } })),
  });
  const uses: SourceUse[] = [];
  const count = hosts.data?.hosts.length ?? 0;
  if (count > 0) uses.push({ text: t('usedByHosts', { count }), known: true });
  if (hosts.error || (hosts.data?.failed.length ?? 0) > 0) uses.push({ text: t('usedUnknown'), known: false });
  for (const run of recent.data?.runs ?? []) {
    if (run.liveSourceId !== source.id || run.state === 'ended') continue;
    uses.push({ text: t('usedByRun', { number: run.number, name: run.name }), known: true });
  }
  for (const { data } of boards) {
    if (data?.panels.some((panel) => panel.source === source.id)) {
      uses.push({ text: t('usedByBoard', { name: text(data.title) }), known: true });
    }
  }
  if ([hosts, recent, list, ...boards].some((query) => query.isPending))
    uses.push({ text: t('usedLoading'), known: false });
  return uses;
}
