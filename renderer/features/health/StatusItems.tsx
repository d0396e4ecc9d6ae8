import { Link } from '@tanstack/react-router';
import { usePulse } from '../../shell/index.ts';
import { StatusGlyph, useFormat, useNow, useWords } from '../../ui/index.ts';
import { healthWords } from './words.ts';

/** Sources that answer, of all; a source glyph only when one does not. */
export function SourcesItem() {
  const t = useWords(healthWords);
  const sources = usePulse((pulse) => pulse?.sources);
  if (!sources) return null;
  return (
    <Link to="/sources" className="row tight">
      {sources.error > 0 ? <StatusGlyph kind="source" size={11} /> : null}
      {t('sourcesItem')} <b>{t('ofSources', { ok: sources.ok, total: sources.total })}</b>
    </Link>
  );
}

export function SamplesItem() {
  const t = useWords(healthWords);
  const format = useFormat();
  const bytes = usePulse((pulse) => pulse?.samplesBytes);
  if (bytes === undefined) return null;
  return (
    <>
      {t('samplesItem')} <b>{format.bytes(bytes)}</b>
    </>
  );
}

export function QueriesItem() {
  const t = useWords(healthWords);
  const rate = usePulse((pulse) => pulse?.queriesPerSecond);
  return rate === undefined ? null : <b>{t('queriesItem', { rate })}</b>;
}

/** The running test: its number and how long it runs. */
export function RunItem() {
  const t = useWords(healthWords);
  const format = useFormat();
  const now = useNow();
  const run = usePulse((pulse) => pulse?.run);
  if (!run) return null;
  return (
    <Link to="/loadtests/$runId" params={{ runId: run.id }} className="row tight">
      <StatusGlyph kind="running" size={11} />
      {t('runItem')} #{run.number}{' '}
      <b>
        {format.elapsed(now - run.startedAt)}
        {run.plannedMs === null ? '' : ` / ${format.elapsed(run.plannedMs)}`}
      </b>
    </Link>
  );
}

/** Shown only when the disk of the data runs out. */
export function DiskItem() {
  const t = useWords(healthWords);
  const format = useFormat();
  const disk = usePulse((pulse) => pulse?.disk);
  if (!disk || disk.level === 'ok') return null;
  const free = format.unit(disk.freeRatio === null ? null : disk.freeRatio * 100, 'percent', { digits: 1 });
  return (
    <span className={disk.level === 'stop' ? 'c-critical row tight' : 'c-warning row tight'}>
      <StatusGlyph kind={disk.level === 'stop' ? 'critical' : 'warning'} size={11} />
      {disk.level === 'stop' ? t('diskStop', { free }) : t('diskWarn', { free })}
    </span>
  );
}
