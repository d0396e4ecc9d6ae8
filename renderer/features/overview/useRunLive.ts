import { useState } from 'react';
import { type Run, runSeriesNames } from '#core/contract/loadtests.ts';
import { readBlock } from '../../live/decode.ts';
import { SeriesPoints } from '../../live/points.ts';
import { engine, useStream } from '../../shell/index.ts';

/** Points of a running test that the overview keeps. */
const RUN_POINTS_LIMIT = 1200;

interface RunView {
  run: Run;
  throughput: readonly number[];
  p95: readonly number[];
}

/** A running test, live: its totals and the course of its throughput and p95. `undefined` before the first event. */
export function useRunLive(id: string | undefined): RunView | undefined {
  const [view, setView] = useState<RunView & { id: string }>();
  const [points] = useState(() => ({
    throughput: new SeriesPoints(RUN_POINTS_LIMIT),
    p95: new SeriesPoints(RUN_POINTS_LIMIT),
  }));
  useStream(
    `overview-run ${id ?? ''}`,
    id === undefined ? null : (input, options) => engine.loadtests.runs.subscribe({ ...input, id, label: '' }, options),
    ({ kind, data }) => {
      const block = readBlock(data.series);
      for (const name of ['throughput', 'p95'] as const) {
        if (kind === 'full') points[name].clear();
        const column = block.columns[runSeriesNames.indexOf(name)];
        if (column) points[name].splice(block.times, column);
      }
      setView({
        id: data.run.id,
        run: data.run,
        throughput: [...points.throughput.values],
        p95: [...points.p95.values],
      });
    },
  );
  return view?.id === id ? view : undefined;
}
