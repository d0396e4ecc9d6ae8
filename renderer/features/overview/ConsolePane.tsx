import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Health } from '#core/contract/system.ts';
import { api } from '../../shell/index.ts';
import {
  Button,
  ErrorState,
  Pane,
  PaneHead,
  Skeleton,
  StatusGlyph,
  type StatusKind,
  uiWords,
  useFormat,
  useWords,
} from '../../ui/index.ts';
import { overviewWords } from './words.ts';

const REFRESH_MS = 5000;
/** From here the loop is slow to answer, ms. */
const SLOW_LOOP_MS = 50;

interface Line {
  name: string;
  value: string;
  state: StatusKind;
}

/** How the console itself is: what it has to say before anything else is believed. */
export function ConsolePane() {
  const t = useWords(overviewWords);
  const ui = useWords(uiWords);
  const navigate = useNavigate();
  const query = useQuery({ ...api.system.health.queryOptions(), refetchInterval: REFRESH_MS });
  const lines = useLines(query.data);
  return (
    <Pane label={t('consoleHealth')}>
      <PaneHead
        title={t('consoleHealth')}
        meta={query.data ? `${query.data.info.hostName} · ${query.data.info.version}` : undefined}
      >
        <Button small tone="ghost" onClick={() => void navigate({ to: '/health' })}>
          {t('toHealth')}
        </Button>
      </PaneHead>
      {query.isError && !query.data ? (
        <ErrorState
          kind="fail"
          title={t('healthFailed')}
          raw={query.error.message}
          onRetry={() => void query.refetch()}
        />
      ) : query.data ? (
        <ul className="ov-console">
          {lines.map((line) => (
            <li key={line.name}>
              <StatusGlyph
                kind={line.state}
                size={12}
                label={line.state === 'critical' || line.state === 'warning' ? ui(line.state) : ui('ok')}
              />
              <span className="grow cut">{line.name}</span>
              <span
                className={
                  line.state === 'ok' ? 't2 num' : line.state === 'critical' ? 'c-critical w5 num' : 'c-warning w5 num'
                }
              >
                {line.value}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <Skeleton rows={5} />
      )}
    </Pane>
  );
}

function useLines(health: Health | undefined): Line[] {
  const t = useWords(overviewWords);
  const format = useFormat();
  if (!health) return [];
  const { loopDelay, disk, samples, memory, state, uptimeMs } = health;
  const dropped = health.queues.filter((queue) => queue.dropped > 0);
  const diskState = { ok: 'ok', warn: 'warning', stop: 'critical' } as const;
  const integrity = { ok: 'integrityOk', unchecked: 'integrityUnchecked', failed: 'integrityFailed' } as const;
  return [
    {
      name: t('loopDelay'),
      value: format.unit(loopDelay.p99, 'ms'),
      state: loopDelay.p99 >= SLOW_LOOP_MS ? 'warning' : 'ok',
    },
    {
      name: t('diskFree'),
      value: t('ofLimit', { value: format.bytes(disk.free), limit: format.bytes(disk.total) }),
      state: diskState[disk.level],
    },
    {
      name: t('samplesStored'),
      value: samples.error ?? format.bytes(samples.bytes),
      state: samples.error === null ? 'ok' : 'critical',
    },
    { name: t('memoryUsed'), value: format.bytes(memory.rss), state: 'ok' },
    {
      name: t('queues'),
      value:
        dropped.length === 0
          ? t('noneDropped')
          : dropped.map((queue) => t('droppedIn', { count: queue.dropped, name: queue.name })).join(', '),
      state: dropped.length === 0 ? 'ok' : 'warning',
    },
    {
      name: t('stateCheck'),
      value: t(integrity[state.integrity]),
      state: state.integrity === 'failed' ? 'critical' : 'ok',
    },
    { name: t('up'), value: format.duration(uptimeMs), state: 'ok' },
  ];
}
