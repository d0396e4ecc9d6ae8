import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Gauge } from 'lucide-react';
import type { Run } from '#core/contract/loadtests.ts';
import { usePulse } from '../../live/index.ts';
import { api } from '../../shell/index.ts';
import {
  Bar,
  Button,
  Empty,
  Pane,
  PaneHead,
  Sparkline,
  StatusGlyph,
  uiWords,
  useFormat,
  useNow,
  useWords,
} from '../../ui/index.ts';
import { useRunLive } from './useRunLive.ts';
import { overviewWords } from './words.ts';

/** Room of the load tests. */
const LOAD_TESTS = '/loadtests';

/** The test that is running now with its live figures, or the last one. */
export function RunningTest() {
  const t = useWords(overviewWords);
  const ui = useWords(uiWords);
  const format = useFormat();
  const now = useNow();
  const pulse = usePulse();
  const running = pulse?.run ?? null;
  const live = useRunLive(running?.id);
  return (
    <Pane label={t('runningTest')}>
      <PaneHead title={t('runningTest')}>
        {running ? (
          <span className="row">
            <StatusGlyph kind="running" size={11} label={ui('running')} />
            <span className="f12 w5 num">{format.elapsed(now - running.startedAt)}</span>
            {running.plannedMs === null ? null : (
              <span className="f11 t3 num">{t('runOf', { planned: format.elapsed(running.plannedMs) })}</span>
            )}
          </span>
        ) : null}
      </PaneHead>
      {running ? (
        <div className="pane-b">
          <div className="run-name cut" title={running.name}>
            #{running.number} {running.name}
          </div>
          {running.plannedMs === null ? null : (
            <Bar share={(now - running.startedAt) / running.plannedMs} tone="accent" label={t('runningTest')} />
          )}
          <RunFigures run={live?.run} throughput={live?.throughput ?? []} p95={live?.p95 ?? []} />
        </div>
      ) : (
        <NoRun />
      )}
    </Pane>
  );
}

function RunFigures({
  run,
  throughput,
  p95,
}: {
  run: Run | undefined;
  throughput: readonly number[];
  p95: readonly number[];
}) {
  const t = useWords(overviewWords);
  const format = useFormat();
  const total = run?.total ?? null;
  const figure = (label: string, { number, unit }: { number: string; unit: string }, course?: readonly number[]) => (
    <div className="run-figure">
      <div>
        <div className="sub">{label}</div>
        <div className="f15 w6 num">
          {number}
          <small>{unit}</small>
        </div>
      </div>
      {course && course.length > 1 ? <Sparkline values={course.slice(-120)} width={60} height={26} min={0} /> : null}
    </div>
  );
  return (
    <div className="run-figures">
      {figure(t('throughput'), format.quantity(throughput.findLast(Number.isFinite), 'ops/s'), throughput)}
      {figure(t('p95'), format.quantity(p95.findLast(Number.isFinite), 'ms'), p95)}
      {figure(t('errorRate'), format.quantity(total ? total.errorRate * 100 : null, 'percent'))}
      {figure(t('samples'), format.quantity(total?.samples, 'short'))}
    </div>
  );
}

const endWords = {
  completed: 'endCompleted',
  stopped: 'endStopped',
  killed: 'endKilled',
  failed: 'endFailed',
  lost: 'endLost',
  'disk-full': 'endDisk-full',
} as const;

function NoRun() {
  const t = useWords(overviewWords);
  const format = useFormat();
  const now = useNow();
  const navigate = useNavigate();
  const runs = useQuery(api.loadtests.runs.list.queryOptions({ input: { limit: 50 } }));
  const last = runs.data?.runs.find((run) => run.state === 'ended');
  const text = last
    ? t('lastRun', {
        name: `#${last.number} ${last.name}`,
        end: last.end === null ? '' : t(endWords[last.end]),
        age: format.age(now - (last.endedAt ?? last.startedAt)),
      })
    : runs.data
      ? t('noRunText')
      : undefined;
  return (
    <Empty icon={<Gauge size={20} strokeWidth={1.4} />} title={t('noRun')} text={text}>
      <Button small onClick={() => void navigate({ to: `${LOAD_TESTS}/new` })}>
        {t('runTest')}
      </Button>
      {last ? (
        <Button
          small
          tone="ghost"
          onClick={() => void navigate({ to: `${LOAD_TESTS}/${encodeURIComponent(last.id)}` })}
        >
          {t('openRun')}
        </Button>
      ) : null}
    </Empty>
  );
}
