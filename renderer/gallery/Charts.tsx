import { BarStack, GaugePanel, HeatMap, StatPanel, TablePanel, TimeSeriesChart } from '../charts/index.ts';
import { AgeStamp, Pane, PaneHead } from '../ui/index.ts';
import { END, START, times, wander } from './data.ts';

const spike = (at: number) => (at < 165 ? 0 : Math.min(1, (at - 165) / 6));
const line = (seed: number, base: number, jump = 0) =>
  wander(seed, times.length, base).map((v, at) => v + spike(at) * jump);
const cpu = ['user', 'system', 'iowait', 'softirq'].map((name, at) => ({
  key: `cpu ${name}`,
  name,
  times,
  values: line(at + 1, [30, 9, 2.5, 1][at] ?? 1, [25, 9, 2, 1][at] ?? 0),
  stack: 'cpu',
}));
const latency = [
  { key: 'p50', name: 'p50', times, values: line(11, 200, 900) },
  { key: 'p95', name: 'p95', times, values: line(12, 750, 3300) },
  { key: 'p99', name: 'p99', times, values: line(13, 1150, 5100) },
  { key: 'p95 last week', name: 'p95, last week', times, values: line(14, 720), reference: true },
];
const gappy = [
  {
    key: 'requests',
    name: 'now',
    times,
    values: line(21, 1350, -250).map((v, at) => (at > 70 && at < 86 ? null : v)),
    area: true,
  },
  { key: 'requests last week', name: 'last week', times, values: line(22, 1340), reference: true },
];
const many = Array.from({ length: 11 }, (_, at) => ({
  key: `pay-api-${at}`,
  name: `pay-api-${String(at + 1).padStart(2, '0')}.seoul.example.internal`,
  times,
  values: line(31 + at, 90 * 1024 ** 2 * (1 + at / 4)),
}));
const errors = ['503', '429', 'timeout'].map((name, at) => ({
  key: name,
  name,
  times: times.slice(0, 90),
  values: wander(51 + at, 90, [1.6, 0.5, 0.4][at] ?? 1, 0.4),
}));
const heatColumns = times.filter((_, at) => at % 4 === 0);
const heatRows = ['10 ms', '20 ms', '40 ms', '80 ms', '160 ms', '320 ms', '640 ms', '1.3 s', '2.6 s', '5.1 s'];
const heat = heatRows.map((_, row) =>
  heatColumns.map((_, column) => {
    if (column > 20 && column < 23) return null;
    const value = 1150 * Math.exp(-((row - 4) ** 2) / 3) * (0.8 + 0.2 * Math.sin(column * 2 + row));
    return value < 12 ? null : value;
  }),
);

/** All charts on one sheet. */
export default function Charts() {
  const window = { from: START, to: END, onSelectRange: () => undefined };
  const stamp = <AgeStamp at={END} now={END + 1000} />;
  const span = (columns: number, rows: number) => ({ gridColumn: `span ${columns}`, gridRow: `span ${rows}` });
  return (
    <div className="page-scroll">
      <div className="grid-board" style={{ gridAutoRows: 30 }}>
        <Pane style={span(8, 3)}>
          <StatPanel label="CPU busy" value={78.4} unit="percent" course={line(61, 45, 30)} foot={<b>+31 pt</b>} />
        </Pane>
        <Pane style={span(8, 3)}>
          <StatPanel
            label="Payments p95"
            value={4210}
            unit="ms"
            course={line(62, 750, 3400)}
            state="critical"
            stateLabel="critical"
            reference="limit 1.50 s"
            target={1500}
          />
        </Pane>
        <Pane style={span(8, 3)}>
          <StatPanel label="Queue depth" value={null} unit="short" foot="no data since 02:58" />
        </Pane>
        <Pane style={span(8, 9)}>
          <PaneHead title="CPU by mode" meta="%">
            {stamp}
          </PaneHead>
          <TimeSeriesChart
            label="CPU by mode"
            series={cpu}
            unit="percent"
            max={100}
            marks={[{ at: START + 2_900_000, label: 'pay-api 2.41.0' }]}
            {...window}
          />
        </Pane>
        <Pane style={span(8, 9)}>
          <PaneHead title="Response time" meta="pay-api-03, exact">
            {stamp}
          </PaneHead>
          <TimeSeriesChart
            label="Response time"
            series={latency}
            unit="ms"
            thresholds={[{ value: 1500, kind: 'critical', label: 'limit 1.50 s' }]}
            bands={[{ from: END - 260_000, to: END, kind: 'critical' }]}
            {...window}
          />
        </Pane>
        <Pane style={span(8, 9)}>
          <PaneHead title="Requests" meta="per s, gap">
            {stamp}
          </PaneHead>
          <TimeSeriesChart label="Requests" series={gappy} unit="ops/s" {...window} />
        </Pane>
        <Pane style={span(8, 8)}>
          <PaneHead title="Memory by host" meta="eleven series">
            {stamp}
          </PaneHead>
          <TimeSeriesChart label="Memory by host" series={many} unit="bytes" {...window} />
        </Pane>
        <Pane style={span(8, 8)}>
          <PaneHead title="Response time histogram" meta="requests per minute and bucket">
            {stamp}
          </PaneHead>
          <HeatMap label="Response time histogram" columns={heatColumns} rows={heatRows} cells={heat} unit="short" />
        </Pane>
        <Pane style={span(4, 8)}>
          <PaneHead title="Saturation" />
          <GaugePanel label="DB pool" value={100} unit="percent" warning={80} critical={95} />
          <GaugePanel label="Heap" value={64} unit="percent" warning={80} critical={95} />
        </Pane>
        <Pane style={span(4, 8)}>
          <PaneHead title="Processes" />
          <TablePanel
            label="Processes"
            columns={[
              { name: 'Command' },
              { name: 'CPU', unit: 'percent', barTo: 100 },
              { name: 'RSS', unit: 'bytes' },
            ]}
            rows={[
              ['java pay-api', 58.2, 6.1 * 1024 ** 3],
              ['envoy', 6.4, 0.9 * 1024 ** 3],
              ['telegraf', 1.9, 0.4 * 1024 ** 3],
            ]}
          />
        </Pane>
        <Pane style={span(8, 7)}>
          <PaneHead title="Errors" meta="per s by code, elapsed" />
          <BarStack
            label="Errors"
            series={errors}
            from={START}
            to={START + 1_800_000}
            elapsedFrom={START}
            unit="ops/s"
            legend="line"
            group="run"
            marks={[{ at: START + 300_000, label: 'ramp done' }]}
          />
        </Pane>
        <Pane style={span(8, 7)} className="is-stale">
          <PaneHead title="Stale" meta="CPU">
            <AgeStamp at={END - 540_000} now={END} />
          </PaneHead>
          <TimeSeriesChart
            label="Stale"
            series={[{ key: 'stale', name: 'cpu', times: times.slice(0, 153), values: line(71, 110).slice(0, 153) }]}
            unit="none"
            staleFrom={END - 540_000}
            legend="none"
            {...window}
          />
        </Pane>
        <Pane style={span(8, 7)}>
          <PaneHead title="No data" />
          <TimeSeriesChart label="Nothing" series={[]} unit="none" {...window} />
        </Pane>
      </div>
    </div>
  );
}
