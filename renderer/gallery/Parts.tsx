import { Filter, Flag, Search } from 'lucide-react';
import { useState } from 'react';
import {
  AgeStamp,
  Badge,
  Bar,
  Button,
  Chip,
  type Column,
  ConfirmDialog,
  DataTable,
  Empty,
  ErrorState,
  Field,
  IconButton,
  Kbd,
  KeyValue,
  Pane,
  PaneBody,
  PaneHead,
  Seams,
  Segmented,
  Select,
  Skeleton,
  Sparkline,
  StatusGlyph,
  type StatusKind,
  showToast,
  statusKinds,
  Tabs,
  Tile,
  useFormat,
} from '../ui/index.ts';
import { END, wander } from './data.ts';

interface Host {
  name: string;
  cpu: number | null;
  memory: number;
  state: StatusKind;
}

const hosts: Host[] = Array.from({ length: 240 }, (_, at) => ({
  name: `pay-api-${String(at + 1).padStart(3, '0')}.seoul.example.internal`,
  cpu: at === 4 ? null : (wander(at + 3, 3, 40, 0.4)[2] ?? 0),
  memory: (1 + (at % 7)) * 1024 ** 3 * 1.07,
  state: at === 2 ? 'critical' : at === 4 ? 'nodata' : 'ok',
}));

/** All parts on one sheet. */
export default function Parts() {
  const format = useFormat();
  const [scale, setScale] = useState<'p95' | 'p99'>('p95');
  const [tab, setTab] = useState<'one' | 'two'>('one');
  const [host, setHost] = useState('pay-api-003.seoul.example.internal');
  const [week, setWeek] = useState(true);
  const [confirm, setConfirm] = useState(false);
  const columns: Column<Host>[] = [
    {
      key: 'state',
      head: '',
      headLabel: 'State',
      kind: 'glyph',
      width: 30,
      cell: (row) => <StatusGlyph kind={row.state} label={row.state} />,
    },
    {
      key: 'name',
      head: 'Host',
      isKey: true,
      sort: (row) => row.name,
      title: (row) => row.name,
      cell: (row) => row.name,
    },
    {
      key: 'cpu',
      head: 'CPU',
      kind: 'number',
      width: 80,
      sort: (row) => row.cpu,
      cell: (row) => format.unit(row.cpu, 'percent'),
    },
    {
      key: 'memory',
      head: 'Memory',
      kind: 'number',
      width: 90,
      sort: (row) => row.memory,
      cell: (row) => format.bytes(row.memory),
    },
  ];
  const course = wander(5, 40, 100, 0.04);
  return (
    <Seams
      style={{
        flex: 1,
        gridTemplateColumns: 'repeat(4, minmax(0, 1fr))',
        gridTemplateRows: '180px minmax(0, 1fr) 210px',
      }}
    >
      <Pane>
        <PaneHead title="Loading" meta="first answer" />
        <Skeleton onCancel={() => undefined} />
      </Pane>
      <Pane>
        <PaneHead title="Empty" meta="processes" />
        <Empty
          icon={<Filter size={22} strokeWidth={1.4} />}
          title="Nothing matches host = pay-api-09"
          text="The variable is set, but no series has this host in the last 1 h."
        >
          <Button small>Show all hosts</Button>
          <Button small tone="ghost">
            Widen to 24 h
          </Button>
        </Empty>
      </Pane>
      <Pane>
        <PaneHead title="Error" meta="disk" />
        <ErrorState
          title="influx-edge-03 does not answer"
          text="51 tries, next in 7 s. No alert is closed by this."
          raw="connect ETIMEDOUT after 10 s"
          onRetry={() => undefined}
        />
      </Pane>
      <Pane>
        <PaneHead title="Facts">
          <AgeStamp at={END} now={END + 2000} />
        </PaneHead>
        <PaneBody>
          <KeyValue
            items={[
              { name: 'Hosts', value: 'pay-api-01 … 06' },
              { name: 'User', value: 'svc-ops', mono: true },
              { name: 'Time-out', value: format.duration(391_000) },
              { name: 'Size', value: format.bytes(1.5 * 1024 ** 3) },
              { name: 'Never', value: format.number(null) },
              { name: 'At', value: format.time(END, 'full') },
            ]}
          />
        </PaneBody>
      </Pane>
      <Pane style={{ gridColumn: 'span 2' }}>
        <PaneHead title="Hosts" meta="240, J K Enter" />
        <DataTable
          label="Hosts"
          columns={columns}
          rows={hosts}
          rowKey={(row) => row.name}
          selected={host}
          onSelect={(row) => setHost(row.name)}
          onOpen={(row) => showToast({ title: row.name, kind: 'info' })}
          initialSort={{ key: 'name', descending: false }}
          primary
          fixed
        />
      </Pane>
      <Pane>
        <PaneHead title="Status shapes" />
        <PaneBody scroll>
          <ul style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 10 }} className="f12">
            {statusKinds.map((kind) => (
              <li key={kind} className="row">
                <StatusGlyph kind={kind} size={24} />
                <StatusGlyph kind={kind} />
                {kind}
              </li>
            ))}
            {(['critical', 'warning', 'info', 'source'] as const).map((kind) => (
              <li key={kind} className="row">
                <StatusGlyph kind={kind} size={24} mode="ack" />
                <StatusGlyph kind={kind} size={24} mode="held" />
                {kind}, taken, held
              </li>
            ))}
          </ul>
        </PaneBody>
      </Pane>
      <Pane>
        <PaneHead title="Controls" meta="28 px, 24 px small" />
        <PaneBody scroll>
          <div style={{ display: 'grid', gap: 14 }}>
            <div className="row" style={{ flexWrap: 'wrap' }}>
              <Button tone="primary" keys="a" onClick={() => setConfirm(true)}>
                Roll back…
              </Button>
              <Button
                onClick={() =>
                  showToast({
                    title: 'Silenced: Memory above 90 %',
                    text: 'stg-app-03, until 03:45',
                    undo: () => undefined,
                  })
                }
              >
                Silence…
              </Button>
              <Button tone="ghost">Cancel</Button>
              <Button tone="danger">Stop now</Button>
              <Button tone="danger-solid">Roll back 6 hosts</Button>
              <Button disabled>Run</Button>
              <Button
                small
                onClick={() =>
                  showToast({ kind: 'source', title: 'Slack answered 429', text: 'The message waits in the outbox' })
                }
              >
                Small
              </Button>
              <IconButton icon={<Flag size={16} strokeWidth={1.4} />} label="Mark" />
            </div>
            <div className="row" style={{ flexWrap: 'wrap' }}>
              <Segmented
                label="Percentile"
                value={scale}
                options={[
                  { value: 'p95', label: 'p95' },
                  { value: 'p99', label: 'p99' },
                ]}
                onChange={setScale}
              />
              <Chip on={week} onClick={() => setWeek(!week)}>
                Last week
              </Chip>
              <Chip>Annotations</Chip>
              <Kbd keys="mod+k" />
            </div>
            <Field
              label="Host"
              placeholder="pay-api"
              icon={<Search size={14} strokeWidth={1.4} />}
              help="Name or label, e.g. service=pay"
            />
            <Field label="Wait" defaultValue="for 30x" mono error="unit: s, m, h" />
            <Select
              label="Source"
              value="one"
              options={[
                { value: 'one', label: 'prom-seoul-a' },
                { value: 'two', label: 'influx-core-01' },
              ]}
              onChange={() => undefined}
            />
            <div className="row" style={{ flexWrap: 'wrap' }}>
              <Badge tone="critical" glyph="critical">
                critical
              </Badge>
              <Badge tone="warning" glyph="warning">
                warning
              </Badge>
              <Badge tone="source" glyph="source">
                source error
              </Badge>
              <Badge tone="nodata" glyph="nodata">
                no data
              </Badge>
              <Badge tone="ack">acknowledged</Badge>
              <Badge tone="pass" glyph="pass">
                pass
              </Badge>
              <Badge tone="running" glyph="running">
                running
              </Badge>
              <Badge>staging</Badge>
            </div>
            <div className="row">
              <Bar share={0.42} tone="accent" width={64} />
              <Bar share={0.91} tone="warning" width={64} />
              <Bar share={0.3} width={64} label="disk" />
            </div>
          </div>
        </PaneBody>
      </Pane>
      <Pane style={{ gridColumn: 'span 3' }}>
        <PaneHead title="Tiles" />
        <div
          className="tiles"
          style={{ borderTop: '1px solid var(--line-1)', borderBottom: '1px solid var(--line-1)' }}
        >
          <Tile
            label="Login success"
            value={format.quantity(99.97, 'percent', { digits: 2 })}
            reference="target ≥ 99.9 %"
            spark={<Sparkline values={course} band={[92, 108]} min={40} max={160} />}
            foot={
              <>
                <b>±0</b> last week 99.97 %
              </>
            }
          />
          <Tile
            label="Checkout success"
            state="warning"
            value={format.quantity(98.91, 'percent', { digits: 2 })}
            spark={
              <Sparkline
                values={course.map((v, at) => (at > 34 ? v - (at - 34) * 8 : v))}
                hotFrom={34}
                hotKind="warning"
              />
            }
            foot="target ≥ 99.5 %"
          />
          <Tile
            label="Payments p95"
            state="critical"
            value={format.quantity(4210, 'ms')}
            reference="limit 1.50 s"
            spark={
              <Sparkline values={course.map((v, at) => (at > 34 ? v + (at - 34) * 18 : v))} hotFrom={34} target={140} />
            }
            foot={<b>{format.unit(436, 'percent', { signed: true })}</b>}
          />
          <Tile label="Queue depth" state="nodata" value={format.quantity(null, 'short')} foot="no data since 02:58" />
        </div>
      </Pane>
      <Pane>
        <Tabs
          label="Example"
          tabs={[
            { id: 'one', label: 'Labels' },
            { id: 'two', label: 'Log' },
          ]}
          active={tab}
          onChange={setTab}
        >
          <div className="pane-b f12" style={{ paddingTop: 12 }}>
            {tab}
          </div>
        </Tabs>
      </Pane>
      {confirm ? (
        <ConfirmDialog
          title="Roll pay-api back to 2.40.3 on 6 hosts?"
          text="Runbook pay-api-rollback v4, step 2 of 3, one host at a time."
          action="Roll back 6 hosts"
          danger
          argv={['/usr/local/sbin/ops-deploy', '--service', 'pay-api', '--version', '2.40.3']}
          facts={[
            { name: 'Hosts', value: 'pay-api-01 … 06' },
            { name: 'User', value: 'svc-ops', mono: true },
            { name: 'Time-out', value: '120 s a host' },
            { name: 'Take back', value: 'deploy 2.41.0' },
          ]}
          guards={[
            { verdict: 'pass', name: 'Cool-down', text: 'last run 19 d ago, limit 30 min' },
            { verdict: 'warning', name: 'Same hosts', text: 'pay-pool-relief works on them now' },
          ]}
          typeName="pay-api"
          note="Goes into the audit log with your name: Kim Seoyeon"
          onConfirm={() => setConfirm(false)}
          onClose={() => setConfirm(false)}
        />
      ) : null}
    </Seams>
  );
}
