import { type ReactNode, useMemo } from 'react';
import { BarStack, type ChartSeries, type Mark, TimeSeriesChart } from '../../../charts/index.ts';
import { Button, Pane, PaneHead, useFormat, useWords } from '../../../ui/index.ts';
import type { RunSeriesName, RunView } from './foldRun.ts';
import { axisEnd } from './phases.ts';
import type { Phases } from './usePhases.ts';
import { runWords } from './words.ts';

const group = 'run';

export interface RunChartsProps {
  view: RunView;
  phases: Phases;
  /** Span chosen by dragging, epoch ms. */
  zoom: { from: number; to: number } | undefined;
  onZoom: (zoom: { from: number; to: number } | undefined) => void;
}

/** Four charts on one elapsed axis, of the label looked at. */
export function RunCharts({ view, phases, zoom, onZoom }: RunChartsProps) {
  const t = useWords(runWords);
  const format = useFormat();
  const { run, times, columns, codes, codeTimes } = view;
  const origin = times[0] ?? run.firstSampleAt ?? run.startedAt;
  const newest = (times.at(-1) ?? origin) + view.interval;
  const from = zoom?.from ?? origin;
  const to = zoom?.to ?? origin + axisEnd(newest - origin, run.state !== 'ended');
  const interval = format.duration(view.interval);
  const marks = useMemo(
    (): Mark[] =>
      phases.rampMs && origin + phases.rampMs < newest ? [{ at: origin + phases.rampMs, label: t('rampDone') }] : [],
    [phases.rampMs, origin, newest, t],
  );
  const quiet = useMemo(() => marks.map(({ at }): Mark => ({ at })), [marks]);
  const line = (name: RunSeriesName, title: string, more: Partial<ChartSeries> = {}): ChartSeries => ({
    key: name,
    name: title,
    times,
    values: columns[name],
    ...more,
  });
  const throughput = [
    line('throughput', t('seriesThroughput'), { color: 's1', area: true }),
    line('users', t('seriesUsers'), { color: 'n11', axis: 'right', step: true }),
  ];
  const latency = [
    line('p50', 'p50', { color: 's2' }),
    line('p90', 'p90', { color: 's5' }),
    line('p95', 'p95', { color: 's1' }),
    line('p99', 'p99', { color: 's3' }),
  ];
  const bytes = [
    line('received', t('seriesReceived'), { color: 's1' }),
    line('sent', t('seriesSent'), { color: 's4' }),
  ];
  const errors = codes.map(
    ({ code, values }): ChartSeries => ({ key: code, name: code === '' ? '–' : code, times: codeTimes, values }),
  );
  const place = {
    from,
    to,
    elapsedFrom: origin,
    group,
    legend: 'line' as const,
    onSelectRange: (start: number, end: number) => onZoom({ from: start, to: end }),
  };
  const label = view.label === '' ? t('all') : view.label;
  return (
    <div className="seams lt-charts">
      <ChartPane
        title={t('chartThroughput')}
        meta={t('metaPerSecond', { interval })}
        action={
          zoom ? (
            <Button small onClick={() => onZoom(undefined)}>
              {t('wholeRange')}
            </Button>
          ) : null
        }
      >
        <TimeSeriesChart
          {...place}
          label={t('chartThroughput')}
          series={throughput}
          unit="ops/s"
          rightUnit="none"
          marks={marks}
        />
      </ChartPane>
      <ChartPane title={t('chartLatency', { label })} meta={t('metaLatency', { interval })}>
        <TimeSeriesChart {...place} label={t('chartLatency', { label })} series={latency} unit="ms" marks={quiet} />
      </ChartPane>
      <ChartPane title={t('chartErrors')} meta={errors.length === 0 ? t('noErrors') : t('metaErrors', { interval })}>
        <BarStack {...place} label={t('chartErrors')} series={errors} unit="ops/s" marks={quiet} />
      </ChartPane>
      <ChartPane title={t('chartBytes')} meta={t('metaBytes', { interval })}>
        <TimeSeriesChart {...place} label={t('chartBytes')} series={bytes} unit="bytes/s" marks={quiet} />
      </ChartPane>
    </div>
  );
}

function ChartPane({
  title,
  meta,
  action,
  children,
}: {
  title: string;
  meta: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Pane label={title} className="lt-chart">
      <PaneHead title={title} meta={<span className="only-xl lt-inline">{meta}</span>}>
        {action}
      </PaneHead>
      {children}
    </Pane>
  );
}
