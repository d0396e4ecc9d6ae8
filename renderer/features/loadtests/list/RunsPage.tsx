import '../loadtests.css';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Gauge, Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Run } from '#core/contract/loadtests.ts';
import { api, useMay, usePulse } from '../../../shell/index.ts';
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
  useFormat,
  useNow,
  useShortcut,
  useWords,
} from '../../../ui/index.ts';
import { sentenceOf, useProblemText } from '../problem.ts';
import { rateOf } from '../run/rates.ts';
import { fileName, lengthOf, lengthText, spanOf, standingGlyphs, standingOf } from '../runState.ts';
import { loadtestWords } from '../words.ts';
import { GeneratorBar, GeneratorHelp } from './Generator.tsx';

/** Runs asked for at a time. */
const page = 100;
/** The next page is fetched this far before the end of the list, px. */
const ahead = 400;

/** Every run with how it ended, newest first, and the generator that the next one would use. */
export default function RunsPage() {
  const t = useWords(loadtestWords);
  const problemText = useProblemText();
  const navigate = useNavigate();
  const client = useQueryClient();
  const columns = useColumns();
  const may = useMay('operator');
  const [selected, setSelected] = useState<string>();
  const running = usePulse((pulse) => (pulse?.run ? `${pulse.run.id} ${pulse.run.state}` : ''));
  const list = useInfiniteQuery(
    api.loadtests.runs.list.infiniteOptions({
      input: (before: number | undefined) => ({ limit: page, ...(before === undefined ? {} : { before }) }),
      initialPageParam: undefined,
      getNextPageParam: (last) => (last.more ? last.runs.at(-1)?.number : undefined),
      // Figures of a run that is under way move; of the others nothing does.
      refetchInterval: running ? 3000 : 30_000,
    }),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a run that began or ended changes the list.
  useEffect(() => {
    void client.invalidateQueries({ queryKey: api.loadtests.runs.list.key() });
  }, [running, client]);
  const runs = list.data?.pages.flatMap((one) => one.runs) ?? [];
  const open = (run: Run) => void navigate({ to: '/loadtests/$runId', params: { runId: run.id } });
  const start = () => void navigate({ to: '/loadtests/new' });
  useShortcut(may ? 'n' : undefined, start, { label: t('newRun') });
  const again = runs.find((run) => run.id === selected);
  const runAgain = () => {
    if (again) void navigate({ to: '/loadtests/new', search: { again: again.id } });
  };
  useShortcut(may && again ? 'r' : undefined, runAgain, { label: t('again') });
  return (
    <div className="page">
      <GeneratorBar>
        <Button small keys="r" disabled={!may || !again} onClick={runAgain}>
          {t('again')}
        </Button>
        <Button
          small
          tone="primary"
          keys="n"
          icon={<Plus size={14} strokeWidth={1.4} aria-hidden="true" />}
          disabled={may === false}
          title={may === false ? t('forbidden') : undefined}
          onClick={start}
        >
          {t('newRun')}
        </Button>
      </GeneratorBar>
      <GeneratorHelp />
      <Pane label={t('runs')} style={{ flex: 1 }}>
        <PaneHead title={t('runs')} meta={t('runsMeta')} />
        {list.isPending ? <Skeleton rows={10} /> : null}
        {list.error && !list.data ? (
          <ErrorState
            title={t('listFailed')}
            text={problemText(list.error).sentence}
            raw={problemText(list.error).raw}
            onRetry={() => void list.refetch()}
          />
        ) : null}
        {list.data ? (
          <div
            className="lt-fill"
            onScrollCapture={({ target }) => {
              if (!(target instanceof HTMLElement) || !list.hasNextPage || list.isFetchingNextPage) return;
              if (target.scrollTop + target.clientHeight > target.scrollHeight - ahead) void list.fetchNextPage();
            }}
          >
            <DataTable
              label={t('runs')}
              columns={columns}
              rows={runs}
              rowKey={(run) => run.id}
              selected={selected}
              onSelect={(run) => setSelected(run.id)}
              onOpen={open}
              rowClass={(run) => (run.state === 'ended' ? undefined : 'lt-live')}
              fixed
              primary
              empty={
                <Empty icon={<Gauge size={22} strokeWidth={1.4} />} title={t('noRuns')} text={t('noRunsText')}>
                  <Button small disabled={may === false} onClick={start}>
                    {t('newRun')}
                  </Button>
                  <Button small tone="ghost" onClick={() => void navigate({ to: '/settings' })}>
                    {t('toSettings')}
                  </Button>
                </Empty>
              }
            />
          </div>
        ) : null}
        {list.hasNextPage ? (
          <div className="row lt-more">
            <Button small tone="ghost" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t('older')}
            </Button>
          </div>
        ) : null}
      </Pane>
    </div>
  );
}

function useColumns(): Column<Run>[] {
  const t = useWords(loadtestWords);
  const format = useFormat();
  const now = useNow();
  const percent = (run: Run) => (run.total && run.total.samples > 0 ? run.total.errorRate * 100 : null);
  const measured = (run: Run) => (run.total && run.total.samples > 0 ? run.total : undefined);
  const rate = (run: Run) => (run.total ? rateOf(run.total) : null);
  const reason = (run: Run) => {
    const standing = standingOf(run);
    if (run.reason !== null) return `${t(standing)}: ${sentenceOf(t, run.reason)}`;
    return standing === 'empty' ? sentenceOf(t, 'no-samples') : t(standing);
  };
  return [
    {
      key: 'number',
      head: t('number'),
      kind: 'number',
      width: 64,
      cell: (run) => `#${run.number}`,
      sort: (run) => run.number,
    },
    {
      key: 'state',
      head: t('state'),
      width: 128,
      cell: (run) => (
        <span className="row tight">
          <StatusGlyph kind={standingGlyphs[standingOf(run)]} size={13} />
          {t(standingOf(run))}
        </span>
      ),
      title: (run) => reason(run),
      sort: (run) => standingOf(run),
    },
    {
      key: 'name',
      head: t('name'),
      isKey: true,
      cell: (run) => run.name,
      title: (run) => run.name,
      sort: (run) => run.name,
    },
    {
      key: 'plan',
      head: t('plan'),
      onlyXl: true,
      cell: (run) => (
        <>
          {fileName(run.planPath)} <span className="mono t3">{run.planHash.slice(0, 8)}</span>
        </>
      ),
      title: (run) => run.planPath,
      sort: (run) => run.planPath,
    },
    {
      key: 'started',
      head: t('started'),
      kind: 'number',
      width: 130,
      cell: (run) => format.time(run.startedAt, 'dayClock'),
      sort: (run) => run.startedAt,
    },
    {
      key: 'length',
      head: t('length'),
      kind: 'number',
      width: 84,
      cell: (run) => lengthText(lengthOf(run, now), format),
      title: (run) => (run.state === 'ended' && run.firstSampleAt !== null ? t('lengthMeasured') : t('lengthLive')),
      sort: (run) => lengthOf(run, now),
    },
    {
      key: 'samples',
      head: t('samples'),
      kind: 'number',
      width: 104,
      cell: (run) => format.number(run.total?.samples),
      sort: (run) => run.total?.samples ?? null,
    },
    {
      key: 'errors',
      head: t('errors'),
      kind: 'number',
      width: 86,
      cell: (run) => format.number(percent(run), { digits: 2 }),
      sort: percent,
    },
    {
      key: 'p95',
      head: t('p95'),
      kind: 'number',
      width: 96,
      cell: (run) => format.unit(measured(run)?.exact.p95, 'ms'),
      sort: (run) => measured(run)?.exact.p95 ?? null,
    },
    {
      key: 'rate',
      head: t('throughput'),
      kind: 'number',
      width: 88,
      cell: (run) => format.number(rate(run), { digits: 1 }),
      title: (run) => {
        const span = run.total ? spanOf(run.total) : null;
        return rate(run) === null && span !== null ? t('tooShort', { span: format.duration(span) }) : '';
      },
      sort: rate,
    },
    {
      key: 'by',
      head: t('by'),
      width: 140,
      cell: (run) => run.startedBy,
      title: (run) => run.startedBy,
      sort: (run) => run.startedBy,
    },
  ];
}
