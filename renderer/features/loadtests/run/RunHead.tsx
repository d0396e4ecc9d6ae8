import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Run } from '#core/contract/loadtests.ts';
import { useMay } from '../../../shell/index.ts';
import { Badge, Button, classes, StatusGlyph, useFormat, useNow, useWords } from '../../../ui/index.ts';
import { fileName, lengthOf, lengthText, standingGlyphs, standingOf } from '../runState.ts';
import { loadtestWords } from '../words.ts';
import type { RunView } from './foldRun.ts';
import { RunDetails } from './RunDetails.tsx';
import { StopButtons } from './StopButtons.tsx';
import type { Phases } from './usePhases.ts';
import { runWords } from './words.ts';

export interface RunHeadProps {
  view: RunView;
  phases: Phases;
  /** The stream is broken: what is shown is the last state. */
  resuming: boolean;
  /** The address asks for the stop dialog. */
  stopAsked: boolean;
  onStopTaken: () => void;
}

/** What it is, how far it is, and how to end it: 60 px. */
export function RunHead({ view, phases, resuming, stopAsked, onStopTaken }: RunHeadProps) {
  const t = useWords(runWords);
  const all = useWords(loadtestWords);
  const format = useFormat();
  const navigate = useNavigate();
  const may = useMay('operator');
  const [details, setDetails] = useState(false);
  const { run } = view;
  const standing = standingOf(run);
  return (
    <header className="lt-head">
      <span className={classes('lt-state', `is-${standing}`)} role="status">
        <StatusGlyph kind={standingGlyphs[standing]} size={14} />
        {all(standing)}
      </span>
      <div className="lt-who">
        <div className="row">
          <h2 className="cut">
            #{run.number} {run.name}
          </h2>
          {resuming ? (
            <Badge tone="nodata" glyph="nodata">
              {t('resuming')}
            </Badge>
          ) : null}
        </div>
        <div className="sub cut">
          {fileName(run.planPath)} <span className="mono">{run.planHash.slice(0, 8)}</span>
          {run.commit ? (
            <>
              {' · '}
              <span className="mono">{run.commit.id.slice(0, 8)}</span>
              {run.commit.dirty ? ` (${t('dirty')})` : ''}
            </>
          ) : null}
          {' · '}
          {t('startedBy', { at: format.time(run.startedAt, 'dayClock'), who: run.startedBy })}
        </div>
      </div>
      <Progress run={run} phases={phases} />
      <div className="lt-acts">
        <Button onClick={() => setDetails(true)}>{t('details')}</Button>
        {run.state === 'ended' ? (
          <Button
            disabled={may === false}
            onClick={() => void navigate({ to: '/loadtests/new', search: { again: run.id } })}
          >
            {t('again')}
          </Button>
        ) : (
          <StopButtons view={view} asked={stopAsked} onTaken={onStopTaken} />
        )}
      </div>
      {details ? <RunDetails run={run} onClose={() => setDetails(false)} /> : null}
    </header>
  );
}

/** Elapsed of planned with its phases; without a planned length the elapsed time alone, never an invented end. */
function Progress({ run, phases }: { run: Run; phases: Phases }) {
  const t = useWords(runWords);
  const format = useFormat();
  const now = useNow();
  const length = lengthOf(run, now);
  if (run.state === 'ended') {
    return (
      <div className="lt-progress">
        <div className="row">
          <b className="f13">
            {t(run.firstSampleAt === null ? 'tookNothing' : 'took', { length: lengthText(length, format) })}
          </b>
          {run.plannedMs === null ? null : (
            <span className="t3 f12">{t('of', { planned: format.elapsed(run.plannedMs) })}</span>
          )}
          <span className="t3 f12 right">{format.time(run.endedAt, 'dayClock')}</span>
        </div>
      </div>
    );
  }
  const { plannedMs, firstSampleAt } = run;
  // The planned length holds from the first sample on; the clock counts from the start, as the status bar does.
  const measuring = firstSampleAt === null ? 0 : Math.max(0, now - firstSampleAt);
  const ramp = plannedMs === null || phases.rampMs === null || phases.rampMs >= plannedMs ? 0 : phases.rampMs;
  const parts =
    plannedMs === null
      ? []
      : [...(ramp > 0 ? [{ key: 'ramp', from: 0, to: ramp }] : []), { key: 'hold', from: ramp, to: plannedMs }];
  return (
    <div className="lt-progress">
      <div className="row">
        <b className="f13" title={t('sinceStart')}>
          {format.elapsed(length)}
        </b>
        <span className="t3 f12">
          {plannedMs === null
            ? t('noLength')
            : t('measuring', { elapsed: format.elapsed(measuring), planned: format.elapsed(plannedMs) })}
        </span>
        {plannedMs === null || firstSampleAt === null ? null : (
          <span className="t3 f12 right">{t('endsAbout', { at: format.time(firstSampleAt + plannedMs) })}</span>
        )}
      </div>
      {plannedMs === null ? null : (
        <>
          <div className="lt-parts" aria-hidden="true">
            {parts.map((part) => (
              <span key={part.key} style={{ flexGrow: part.to - part.from }}>
                <i
                  style={{
                    width: `${Math.min(100, Math.max(0, ((measuring - part.from) / (part.to - part.from)) * 100))}%`,
                  }}
                />
              </span>
            ))}
          </div>
          {ramp > 0 ? (
            <div className="lt-part-names only-xl">
              <span style={{ flexGrow: ramp }}>{t('ramp')}</span>
              <span className={measuring >= ramp ? 't1' : undefined} style={{ flexGrow: plannedMs - ramp }}>
                {phases.users === null ? t('hold') : t('holdUsers', { users: format.number(phases.users) })}
              </span>
            </div>
          ) : null}
        </>
      )}
    </div>
  );
}
