import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Database } from 'lucide-react';
import { useMemo } from 'react';
import type { Source } from '#core/contract/sources.ts';
import { api } from '../../shell/index.ts';
import {
  Button,
  type Column,
  DataTable,
  Empty,
  ErrorState,
  Pane,
  PaneHead,
  Skeleton,
  StatusGlyph,
  type StatusKind,
  useFormat,
  useNow,
  useWords,
} from '../../ui/index.ts';
import { overviewWords } from './words.ts';

const REFRESH_MS = 5000;

const glyphs: Record<Source['status']['state'], StatusKind> = {
  ok: 'ok',
  error: 'source',
  unknown: 'inconclusive',
  disabled: 'silenced',
};
const words = { ok: 'sourceOk', error: 'sourceError', unknown: 'sourceUnknown', disabled: 'sourceDisabled' } as const;

/** Age of the newest point; of a source that fails and never brought one, how long it has failed. */
function ageOf(status: Source['status'], now: number): number | null {
  if (status.newestPointAt !== null) return now - status.newestPointAt;
  return status.state === 'error' ? now - status.since : null;
}

/** Where the numbers come from, and how old the newest of each source is. */
export function SourcesPane() {
  const t = useWords(overviewWords);
  const format = useFormat();
  const now = useNow();
  const navigate = useNavigate();
  const query = useQuery({ ...api.sources.list.queryOptions(), refetchInterval: REFRESH_MS });
  const sources = query.data ?? [];
  const columns = useMemo(
    (): Column<Source>[] => [
      {
        key: 'state',
        head: '',
        headLabel: t('source'),
        kind: 'glyph',
        width: 30,
        cell: (source) => (
          <StatusGlyph kind={glyphs[source.status.state]} size={12} label={t(words[source.status.state])} />
        ),
      },
      {
        key: 'name',
        head: t('source'),
        isKey: true,
        cell: (source) => source.name,
        title: (source) => source.status.error ?? source.name,
      },
      { key: 'kind', head: t('kind'), width: 92, onlyXl: true, cell: (source) => t(source.kind) },
      {
        key: 'age',
        head: t('age'),
        kind: 'number',
        width: 62,
        cell: ({ status }) => (
          <span className={status.state === 'error' ? 'c-source w5' : undefined}>{format.age(ageOf(status, now))}</span>
        ),
      },
      {
        key: 'points',
        head: t('points'),
        kind: 'number',
        width: 76,
        cell: ({ status }) => (status.state === 'ok' ? format.unit(status.pointsPerMinute / 60, 'ops/s') : '–'),
      },
    ],
    [t, format, now],
  );
  const ok = sources.filter((source) => source.status.state === 'ok').length;
  return (
    <Pane label={t('sources')} className="ov-sources">
      <PaneHead title={t('sources')} meta={query.data ? t('sourcesMeta', { ok, total: sources.length }) : undefined} />
      {query.isError && !query.data ? (
        <ErrorState
          kind="fail"
          title={t('sourcesFailed')}
          raw={query.error.message}
          onRetry={() => void query.refetch()}
        />
      ) : query.data ? (
        <DataTable
          label={t('sources')}
          columns={columns}
          rows={sources}
          rowKey={(source) => source.id}
          rowClass={(source) => (source.status.state === 'error' ? undefined : 'dim')}
          onOpen={() => void navigate({ to: '/sources' })}
          tight
          fixed
          empty={
            <Empty icon={<Database size={20} strokeWidth={1.4} />} title={t('noSources')}>
              <Button small onClick={() => void navigate({ to: '/sources' })}>
                {t('addSource')}
              </Button>
            </Empty>
          }
        />
      ) : (
        <Skeleton rows={3} />
      )}
      {query.data && sources.length <= 1 ? (
        <div className="ov-next">
          <Button small onClick={() => void navigate({ to: '/sources' })}>
            {t('addSource')}
          </Button>
        </div>
      ) : null}
    </Pane>
  );
}
