import { useState } from 'react';
import { readBlock } from '../../../live/decode.ts';
import { engine, type StreamStatus, useStream } from '../../../shell/index.ts';
import { foldRun, type RunView } from './foldRun.ts';

/**
 * A run, live while it runs and the same picture afterwards, seen through one label ('' = all samples). While another label
 * is on its way the view of the former stays; `view.label` says whose numbers it holds.
 */
export function useRunLive(id: string, label: string): StreamStatus & { view: RunView | undefined } {
  const [view, setView] = useState<RunView>();
  const status = useStream(
    `loadtests.run ${id} ${label}`,
    (input, options) => engine.loadtests.runs.subscribe({ ...input, id, label }, options),
    (event) => setView((held) => foldRun(held, event, label, readBlock)),
  );
  return { ...status, view: view?.run.id === id ? view : undefined };
}
