import { GaugePanel, StatPanel, TimeSeriesChart } from '../charts/index.ts';
import { AgeStamp, Pane, PaneHead } from '../ui/index.ts';
import { END, START, times, wander } from './data.ts';

/** A wall of few panels, as an operator would hang it. */
export default function WallSheet() {
  const latency = [
    { key: 'p50', name: 'p50', times, values: wander(11, times.length, 200) },
    { key: 'p95', name: 'p95', times, values: wander(12, times.length, 750) },
  ];
  return (
    <div className="grid-board" style={{ height: '100vh', gridTemplateRows: '1fr 2fr' }}>
      <h1 className="sr">Seoul storefront</h1>
      <Pane style={{ gridColumn: 'span 8' }}>
        <StatPanel label="Payments" value={790} unit="ms" course={wander(1, 72, 100, 0.03)} band={[82, 118]} />
      </Pane>
      <Pane style={{ gridColumn: 'span 8' }}>
        <StatPanel label="Checkout" value={4210} unit="ms" course={wander(2, 72, 100, 0.03)} state="critical" />
      </Pane>
      <Pane style={{ gridColumn: 'span 8' }}>
        <StatPanel label="Storefront" value={1120} unit="ms" course={wander(3, 72, 100, 0.03)} state="warning" />
      </Pane>
      <Pane style={{ gridColumn: 'span 16' }}>
        <PaneHead title="Response time">
          <AgeStamp at={END} now={END + 2000} />
        </PaneHead>
        <TimeSeriesChart
          label="Response time"
          series={latency}
          from={START}
          to={END}
          unit="ms"
          thresholds={[{ value: 1000, kind: 'warning', label: 'limit 1 s' }]}
        />
      </Pane>
      <Pane style={{ gridColumn: 'span 8' }}>
        <PaneHead title="Saturation" />
        <GaugePanel label="DB pool" value={64} unit="percent" warning={80} critical={95} />
      </Pane>
    </div>
  );
}
