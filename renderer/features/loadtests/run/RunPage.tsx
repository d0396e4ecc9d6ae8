import '../loadtests.css';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { usePageTitle } from '../../../app/pageTitle.ts';
import { Button, ErrorState, Pane, Skeleton, useWords } from '../../../ui/index.ts';
import { useProblemText } from '../problem.ts';
import { loadtestWords } from '../words.ts';
import { EndNotice } from './EndNotice.tsx';
import { ErrorsPane } from './ErrorsPane.tsx';
import { LabelsPane } from './LabelsPane.tsx';
import { LogPane } from './LogPane.tsx';
import { RunCharts } from './RunCharts.tsx';
import { RunHead } from './RunHead.tsx';
import { RunTiles } from './RunTiles.tsx';
import { usePhases } from './usePhases.ts';
import { useRunLive } from './useRunLive.ts';
import { runWords } from './words.ts';

/** One run: live while it runs, the same page when it is over. `?label=` is the label looked at. */
export default function RunPage() {
  const { runId = '' } = useParams({ strict: false }) as { runId?: string };
  // A fresh instance for each run: nothing of one is ever shown under another's number.
  return <RunOf key={runId} id={runId} />;
}

function RunOf({ id }: { id: string }) {
  const t = useWords(runWords);
  const all = useWords(loadtestWords);
  const problemText = useProblemText();
  const navigate = useNavigate();
  const search: Record<string, unknown> = useSearch({ strict: false });
  const asked = search['label'];
  const label = typeof asked === 'string' || typeof asked === 'number' ? String(asked) : '';
  const { view, phase, error } = useRunLive(id, label);
  const phases = usePhases(view?.run);
  const [zoom, setZoom] = useState<{ from: number; to: number }>();
  const run = view?.run;
  usePageTitle(run ? `#${run.number} ${run.name}` : undefined, [{ label: all('title'), to: '/loadtests' }]);
  const change = (next: Record<string, unknown>) =>
    void navigate({ to: '/loadtests/$runId', params: { runId: id }, search: { ...search, ...next }, replace: true });
  if (phase === 'failed') {
    const { sentence, raw } = problemText(error);
    return (
      <Pane style={{ flex: 1 }}>
        <ErrorState kind="fail" title={t('runFailed')} text={sentence} raw={raw}>
          <Button small onClick={() => void navigate({ to: '/loadtests' })}>
            {t('toRuns')}
          </Button>
        </ErrorState>
      </Pane>
    );
  }
  if (!view || !run) {
    return (
      <Pane style={{ flex: 1 }}>
        <Skeleton rows={12} reason={t('loading')} />
      </Pane>
    );
  }
  return (
    <div className="page lt-run">
      <RunHead
        view={view}
        phases={phases}
        resuming={phase === 'resuming'}
        stopAsked={search['stop'] === 'graceful'}
        onStopTaken={() => change({ stop: undefined })}
      />
      {run.state === 'ended' ? <EndNotice run={run} /> : null}
      <RunTiles view={view} label={label} />
      <div className="seams lt-board">
        <div className="seams lt-left">
          <RunCharts view={view} phases={phases} zoom={zoom} onZoom={setZoom} />
          <LabelsPane view={view} label={label} onLabel={(next) => change({ label: next === '' ? undefined : next })} />
        </div>
        <div className="seams lt-right">
          <ErrorsPane view={view} />
          <LogPane view={view} />
        </div>
      </div>
    </div>
  );
}
