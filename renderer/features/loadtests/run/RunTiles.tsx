import { type Quantity, Sparkline, Tile, useFormat, useWords } from '../../../ui/index.ts';
import { spanOf } from '../runState.ts';
import type { RunSeriesName, RunView } from './foldRun.ts';
import { figuresOf } from './labelRows.ts';
import { rateOf, wholeRate } from './rates.ts';
import { runWords } from './words.ts';

/** Points of a tile's spark. */
const sparkPoints = 60;
/** Figures further behind the file than this, ms, are said to be late. */
const late = 10_000;

/** Eight numbers of the label looked at, each with what it is measured against. */
export function RunTiles({ view, label }: { view: RunView; label: string }) {
  const t = useWords(runWords);
  const format = useFormat();
  const { run, columns } = view;
  const ended = run.state === 'ended';
  // Numbers of one label never stand under another's name while it is on its way.
  const mine = view.label === label;
  const figures = mine ? figuresOf(view, label) : null;
  const measured = figures !== null && figures.samples > 0;
  const last = (name: RunSeriesName) => (mine ? (columns[name].findLast(Number.isFinite) ?? null) : null);
  const most = (name: RunSeriesName) => {
    let high: number | null = null;
    if (mine)
      for (const value of columns[name]) if (Number.isFinite(value) && (high === null || value > high)) high = value;
    return high;
  };
  const spark = (name: RunSeriesName) => (
    <span className="only-xl">
      <Sparkline values={mine ? [...columns[name].slice(-sparkPoints)] : []} width={90} min={0} />
    </span>
  );
  const percentile = (name: 'p50' | 'p95' | 'p99') => (
    <Tile
      label={name}
      value={format.quantity(measured ? figures.exact[name] : null, 'ms')}
      spark={spark(name)}
      foot={
        <>
          {ended ? null : <span>{t('latest', { value: format.unit(last(name), 'ms') })}</span>}
          <span className={ended ? undefined : 'only-xl'}>
            {t('jmeterSays', { value: format.unit(measured ? figures.jmeter[name] : null, 'ms') })}
          </span>
        </>
      }
    />
  );
  const peak = most('throughput');
  const rate = figures && measured ? wholeRate(figures, peak, view) : null;
  // Below a second there is no rate of the whole: bytes a second over such a span would be as wrong as samples.
  const span = figures && measured ? spanOf(figures) : null;
  const short = figures !== null && span !== null && rateOf(figures) === null ? format.duration(span) : undefined;
  const bytes = (value: number | undefined) => (measured && short === undefined ? (value ?? null) : null);
  return (
    <div className="tiles lt-tiles">
      <Tile
        label={t('users')}
        value={format.quantity(ended ? most('users') : last('users'), 'none')}
        spark={spark('users')}
        foot={ended ? t('peakOfRun') : t('peak', { value: format.number(most('users')) })}
      />
      <Tile
        label={t('throughput')}
        value={format.quantity(ended ? rate : last('throughput'), 'ops/s')}
        spark={spark('throughput')}
        foot={
          ended ? (
            <>
              {short === undefined ? null : (
                <b title={t('tooShortTitle', { span: short })}>{t('tooShort', { span: short })}</b>
              )}
              <span className={short === undefined ? undefined : 'only-xl'}>
                {t('peak', { value: format.unit(peak, 'ops/s') })}
              </span>
            </>
          ) : (
            t('wholeRun', { value: format.unit(rate, 'ops/s') })
          )
        }
      />
      {percentile('p50')}
      {percentile('p95')}
      {percentile('p99')}
      <Tile
        label={t('errors')}
        value={format.quantity(measured ? figures.errorRate * 100 : null, 'percent', { digits: 2 })}
        spark={spark('errors')}
        foot={
          measured
            ? t('ofSamples', { errors: format.number(figures.errors), samples: format.number(figures.samples) })
            : '–'
        }
      />
      <Tile
        label={t('received')}
        value={format.quantity(ended ? bytes(figures?.receivedPerSecond) : last('received'), 'bytes/s')}
        spark={spark('received')}
        foot={t('sent', {
          value: format.unit(ended ? bytes(figures?.sentPerSecond) : last('sent'), 'bytes/s'),
        })}
      />
      <TailTile view={view} />
    </div>
  );
}

/** How far the figures are behind the results file, and what could not be read of it. */
function TailTile({ view }: { view: RunView }) {
  const t = useWords(runWords);
  const format = useFormat();
  const { tail, state } = view.run;
  const ended = state === 'ended';
  const lost = tail.skipped > 0 || tail.cut;
  const behind = !ended && tail.lagMs !== null && tail.lagMs > late;
  const rows: Quantity = { number: format.number(tail.rows), unit: '', text: '' };
  const whole = tail.rows === 0 ? t('noRows') : t('whole');
  return (
    <Tile
      label={ended ? t('rows') : t('tail')}
      value={ended ? rows : format.quantity(tail.lagMs, 'ms')}
      {...(behind || lost ? { state: 'warning' as const } : {})}
      reference={ended ? undefined : <span className="only-xl">{t('lag')}</span>}
      foot={
        <>
          {ended ? null : <span>{t('rowsRead', { rows: format.number(tail.rows) })}</span>}
          {tail.skipped > 0 ? <b>{t('skipped', { count: tail.skipped })}</b> : null}
          {tail.cut && ended ? <b>{t('cut')}</b> : null}
          {ended && !lost ? <span>{whole}</span> : null}
        </>
      }
    />
  );
}
