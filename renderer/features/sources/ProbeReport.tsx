import type { Probe, SourceConfig } from '#core/contract/sources.ts';
import { Chip, StatusGlyph, type StatusKind, useFormat, useWords } from '../../ui/index.ts';
import { formWords } from './formWords.ts';
import { type ProbeStep, probeSteps, type StepVerdict } from './probeSteps.ts';
import { nextStepOf, sentenceOf } from './problem.ts';
import { problemWords } from './problemWords.ts';

const glyphs: Record<StepVerdict, StatusKind> = { pass: 'pass', warning: 'warning', fail: 'fail', todo: 'todo' };
const spoken = { pass: 'passed', warning: 'warned', fail: 'failed', todo: 'notAsked' } as const;

export interface ProbeReportProps {
  probe: Probe;
  /** What was tested: the form may have moved on since. */
  config: SourceConfig;
  stale: boolean;
  /** Takes one of the databases that are there. */
  onDatabase: (name: string) => void;
}

/** What a connection test found, step by step, and what to do where it stopped. */
export function ProbeReport({ probe, config, stale, onDatabase }: ProbeReportProps) {
  const t = useWords(formWords);
  const problem = useWords(problemWords);
  const format = useFormat();
  return (
    <section className="src-probe" aria-label={t('testHead')} role="status">
      <div className="row">
        <StatusGlyph kind={probe.ok ? 'pass' : 'fail'} size={14} />
        <b>{probe.ok ? t('testPass', { ms: format.unit(probe.latencyMs, 'ms', { digits: 0 }) }) : t('testFail')}</b>
        {stale ? <span className="t3">{t('testStale')}</span> : null}
      </div>
      <ol>
        {probeSteps(probe, config).map((step) => (
          <li key={step.id}>
            <StatusGlyph kind={glyphs[step.verdict]} size={12} label={t(spoken[step.verdict])} />
            <span className={step.verdict === 'todo' ? 't3' : undefined}>
              <StepText step={step} />
              {step.list ? (
                <span className="src-there">
                  {t('there')}
                  {step.list.slice(0, 12).map((name) => (
                    <Chip key={name} className="mono" onClick={() => onDatabase(name)}>
                      {name}
                    </Chip>
                  ))}
                </span>
              ) : null}
            </span>
          </li>
        ))}
      </ol>
      {probe.ok ? null : (
        <div className="src-why">
          <b>{sentenceOf(problem, { reason: probe.errorCode ?? 'other', detail: undefined })}.</b>{' '}
          {nextStepOf(problem, probe.errorCode ?? 'other')}
          {probe.error ? <p className="mono t3">{probe.error}</p> : null}
        </div>
      )}
    </section>
  );
}

function StepText({ step }: { step: ProbeStep }) {
  const t = useWords(formWords);
  const format = useFormat();
  const words: Partial<Record<string, () => string>> = {
    'reach-pass': () => t('reach-pass'),
    'reach-fail': () => t('reach-fail'),
    'reach-todo': () => t('reach-todo'),
    'product-pass': () => t('product-pass', step.values),
    'product-unknown': () => t('product-unknown'),
    'product-mismatch': () => t('product-mismatch', step.values),
    'product-fail': () => t('product-fail'),
    'product-todo': () => t('product-todo'),
    'database-pass': () => t('database-pass', step.values),
    'database-unlisted': () => t('database-unlisted', step.values),
    'database-fail': () => t('database-fail', step.values),
    'database-todo': () => t('database-todo'),
    'data-pass': () => t('data-pass', step.values),
    'data-none': () => t('data-none'),
    'data-fail': () => t('data-fail'),
    'data-todo': () => t('data-todo'),
    'clock-offset': () => t('clock-offset', { span: format.duration(Math.abs(Number(step.values['ms']))) }),
  };
  return <>{words[step.key]?.() ?? step.key}</>;
}
