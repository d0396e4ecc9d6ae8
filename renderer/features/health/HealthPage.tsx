import { useMutation, useQuery } from '@tanstack/react-query';
import type { Health } from '#core/contract/system.ts';
import { api, problemOf, shell, useMay } from '../../shell/index.ts';
import {
  Button,
  type Column,
  DataTable,
  Empty,
  ErrorState,
  KeyValue,
  Pane,
  PaneBody,
  PaneHead,
  Seams,
  Skeleton,
  showToast,
  Tile,
  Toolbar,
  useFormat,
  useWords,
} from '../../ui/index.ts';
import { healthWords } from './words.ts';

/** The loop is late when its p99 passes this, ms. */
const loopLimit = 20;

/** How the console itself does, refreshed every few seconds. */
export default function HealthPage() {
  const t = useWords(healthWords);
  const health = useQuery(api.system.health.queryOptions({ refetchInterval: 3000 }));
  const backup = useMutation(
    api.system.backup.mutationOptions({
      onSuccess: (made) => showToast({ title: t('backupDone'), text: made.path }),
      onError: (error) => {
        const { reason, detail } = problemOf(error);
        const text = reason === 'forbidden' ? t('needsAdmin') : reason === 'away' ? t('unreachable') : detail;
        showToast({ kind: 'fail', title: t('backupFailed'), text });
      },
    }),
  );
  const mayBackUp = useMay('admin');
  const { data } = health;
  if (health.isPending) return <Skeleton rows={8} />;
  if (!data) return <ErrorState title={t('unreachable')} onRetry={() => void health.refetch()} />;
  const save = () =>
    void shell.saveFile({
      name: 'watchfloor-health.json',
      mime: 'application/json',
      text: JSON.stringify(data, null, 2),
    });
  return (
    <div className="page">
      <Toolbar label={t('title')}>
        <span className="t3 f12">{t('meta')}</span>
        <span className="grow" />
        <Button small onClick={save}>
          {t('copyJson')}
        </Button>
        {mayBackUp === false ? <span className="t3 f12">{t('needsAdmin')}</span> : null}
        <Button
          small
          disabled={backup.isPending || mayBackUp !== true}
          title={mayBackUp === false ? t('needsAdmin') : undefined}
          onClick={() => backup.mutate(undefined)}
        >
          {t('backup')}
        </Button>
      </Toolbar>
      <Tiles health={data} />
      <Seams style={{ flex: 1, gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 1fr) minmax(280px, 1fr)' }}>
        <Streams health={data} />
        <Queues health={data} />
        <Versions health={data} />
      </Seams>
    </div>
  );
}

function Tiles({ health }: { health: Health }) {
  const t = useWords(healthWords);
  const format = useFormat();
  const late = health.loopDelay.p99 > loopLimit;
  const level = health.disk.level;
  const loop = format.quantity(health.loopDelay.p99, 'ms', { digits: 1 });
  const rss = format.quantity(health.memory.rss, 'bytes');
  const cpu = format.quantity(health.cpuRatio * 100, 'percent', { digits: 1 });
  const free = format.quantity(health.disk.total > 0 ? (health.disk.free / health.disk.total) * 100 : null, 'percent', {
    digits: 1,
  });
  const stored = format.quantity(health.samples.bytes, 'bytes');
  const state = format.quantity(health.state.bytes, 'bytes');
  return (
    <div className="tiles" style={{ gridTemplateColumns: 'repeat(4, minmax(0, 1fr))' }}>
      <Tile
        label={t('loopDelay')}
        value={loop}
        reference={t('loopMeta')}
        {...(late ? { state: 'warning' as const } : {})}
        foot={`max ${format.unit(health.loopDelay.max, 'ms', { digits: 1 })}`}
      />
      <Tile
        label={t('memory')}
        value={rss}
        reference={t('rss')}
        foot={t('heap', { value: format.bytes(health.memory.heapUsed) })}
      />
      <Tile
        label={t('cpu')}
        value={cpu}
        reference={t('cpuMeta')}
        foot={`${t('uptime')} ${format.duration(health.uptimeMs)}`}
      />
      <Tile
        label={t('disk')}
        value={free}
        {...(level === 'ok' ? {} : { state: level === 'stop' ? ('critical' as const) : ('warning' as const) })}
        foot={t('diskFree', { free: format.bytes(health.disk.free), total: format.bytes(health.disk.total) })}
      />
      <Tile
        label={t('samples')}
        value={stored}
        reference={t('queued', { value: format.bytes(health.samples.queuedBytes) })}
        foot={t('samplesMeta', {
          rows: format.number(health.samples.rows),
          rate: format.unit(health.samples.writesPerSecond, 'ops/s'),
        })}
      />
      <Tile
        label={t('state')}
        value={state}
        foot={t('schema', { version: health.state.schemaVersion, integrity: t(health.state.integrity) })}
      />
      <Tile
        label={t('hub')}
        value={{ number: format.number(health.hub.fetchesPerMinute), unit: '/min', text: '' }}
        reference={t('shared', { share: format.unit(health.hub.sharedRatio * 100, 'percent', { digits: 0 }) })}
        foot={t('hubMeta', { queries: health.hub.queries, subscribers: health.hub.subscribers })}
      />
      <Tile
        label={t('audit')}
        value={{ number: format.number(health.auditHead.entries), unit: '', text: '' }}
        foot={<span className="mono">{health.auditHead.hash.slice(0, 16)}</span>}
        reference={`${t('connections')} ${health.connections}`}
      />
    </div>
  );
}

function Streams({ health }: { health: Health }) {
  const t = useWords(healthWords);
  const columns: Column<Health['streams'][number]>[] = [
    { key: 'what', head: t('what'), cell: (row) => row.what, sort: (row) => row.what, isKey: true },
    { key: 'operator', head: t('operator'), cell: (row) => row.operator, sort: (row) => row.operator },
    { key: 'behind', head: t('behind'), kind: 'number', cell: (row) => row.behind, sort: (row) => row.behind },
    { key: 'missed', head: t('missed'), kind: 'number', cell: (row) => row.missed, sort: (row) => row.missed },
  ];
  return (
    <Pane label={t('streams')}>
      <PaneHead title={t('streams')} meta={t('streamsMeta')} />
      <PaneBody flush>
        <DataTable
          label={t('streams')}
          columns={columns}
          rows={health.streams}
          rowKey={(row) => row.stream}
          primary
          empty={<Empty title={t('noStreams')} />}
        />
      </PaneBody>
    </Pane>
  );
}

function Queues({ health }: { health: Health }) {
  const t = useWords(healthWords);
  const format = useFormat();
  const columns: Column<Health['queues'][number]>[] = [
    { key: 'name', head: t('queue'), cell: (row) => <span className="mono">{row.name}</span>, isKey: true },
    { key: 'depth', head: t('depth'), kind: 'number', cell: (row) => format.number(row.depth) },
    { key: 'limit', head: t('limit'), kind: 'number', cell: (row) => format.number(row.limit) },
    { key: 'dropped', head: t('dropped'), kind: 'number', cell: (row) => format.number(row.dropped) },
  ];
  return (
    <Pane label={t('queues')}>
      <PaneHead title={t('queues')} />
      <PaneBody flush>
        <DataTable label={t('queues')} columns={columns} rows={health.queues} rowKey={(row) => row.name} />
      </PaneBody>
    </Pane>
  );
}

function Versions({ health }: { health: Health }) {
  const t = useWords(healthWords);
  const items = [
    { name: 'Watchfloor', value: health.info.version },
    { name: t('engine'), value: health.info.epoch.slice(0, 8), mono: true },
    ...Object.entries(health.versions).map(([name, value]) => ({ name, value })),
    { name: health.info.platform, value: health.info.hostName },
  ];
  return (
    <Pane label={t('versions')}>
      <PaneHead title={t('versions')} />
      <PaneBody scroll>
        <KeyValue items={items} />
      </PaneBody>
    </Pane>
  );
}
