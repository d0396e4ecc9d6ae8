import { useQuery } from '@tanstack/react-query';
import { ChartSpline } from 'lucide-react';
import { useMemo } from 'react';
import type { Panel } from '#core/boards/board.ts';
import { TimeSeriesChart } from '../../charts/index.ts';
import {
  type BoardStore,
  boardQuantity,
  drawnUnit,
  isStale,
  type LivePanel,
  scaleValues,
  useLivePanel,
  useLocalized,
} from '../../live/index.ts';
import { api } from '../../shell/index.ts';
import {
  Empty,
  ErrorState,
  Pane,
  PaneHead,
  Skeleton,
  useFormat,
  useLanguage,
  useNow,
  useWords,
} from '../../ui/index.ts';
import { OVERVIEW_BOARD } from './KeyFigures.tsx';
import { emptyLane, hostStretches, placeIn, runStretches, type Stretch, sourceStretches } from './lanes.ts';
import { overviewWords } from './words.ts';

/** Hours the timeline looks back: one shift. */
export const SHIFT_HOURS = 8;
const SHIFT_MS = SHIFT_HOURS * 3_600_000;
const REFRESH_MS = 15_000;

/** Courses over the lanes. */
const MOST_COURSES = 3;

/** Panels whose courses stand over the lanes: the first number of each unit, for numbers speak of the whole site. */
function coursePanels(panels: readonly Panel[]): Panel[] {
  const numbers = panels.filter((panel) => panel.kind === 'stat');
  const own = numbers.filter((panel, at) => numbers.findIndex((other) => other.unit === panel.unit) === at);
  const found = own.length > 0 ? own : panels.filter((panel) => panel.kind === 'timeseries');
  return found.slice(0, MOST_COURSES);
}

/** What happened in the last hours: one course against last week, and below it what lasted, on the same time axis. */
export function Shift({ store, source }: { store: BoardStore; source: string | undefined }) {
  const t = useWords(overviewWords);
  const board = useQuery(api.boards.get.queryOptions({ input: { id: OVERVIEW_BOARD }, staleTime: 300_000 }));
  const panels = coursePanels(board.data?.panels ?? []);
  const first = panels[0];
  return (
    <Pane label={t('shift')} className="ov-shift">
      {first ? (
        <ShiftBody panels={panels} first={first} store={store} source={source} />
      ) : (
        <>
          <PaneHead title={t('shift')} />
          {board.data ? (
            <Empty icon={<ChartSpline size={22} strokeWidth={1.4} />} title={t('noCourse')} text={t('noCourseText')} />
          ) : (
            <Skeleton />
          )}
        </>
      )}
    </Pane>
  );
}

function ShiftBody(props: { panels: readonly Panel[]; first: Panel; store: BoardStore; source: string | undefined }) {
  const { panels, first, store, source } = props;
  const t = useWords(overviewWords);
  const format = useFormat();
  const now = useNow();
  const live = useLivePanel(store, first.id);
  // Without an answer the lanes still stand; they move on once a minute.
  const to = live?.window.to ?? Math.ceil(now / 60_000) * 60_000;
  const span = shownSpan(live, to);
  const from = to - span;
  return (
    <>
      <PaneHead
        title={t('shift')}
        meta={[
          t('shiftMeta', { span: format.duration(span) }),
          ...(source === undefined ? [] : [t('ofSource', { name: source })]),
        ].join(', ')}
      >
        <span className="legend-line">
          <span>
            <i className="swatch" style={{ background: 'var(--n10)' }} />
            {t('now')}
          </span>
          <span>
            <i className="swatch dash" style={{ background: 'var(--n8)', color: 'var(--n8)' }} />
            {t('lastWeek')}
          </span>
        </span>
      </PaneHead>
      <div className="shift-courses">
        {panels.map((panel) => (
          <CoursePlace key={panel.id} panel={panel} store={store} from={from} to={to} now={now} />
        ))}
      </div>
      <Lanes from={from} to={to} />
    </>
  );
}

/** Spans the timeline can show, ms: a console that started an hour ago has no shift to look back on. */
const SPANS = [30 * 60_000, 3_600_000, 2 * 3_600_000, 4 * 3_600_000];

/** The shortest span that holds all there is; one shift at most. */
function shownSpan(live: LivePanel | undefined, to: number): number {
  const starts = live?.series.filter((one) => one.shift === 0).flatMap((one) => one.times[0] ?? []) ?? [];
  if (starts.length === 0) return SHIFT_MS;
  const held = to - Math.min(...starts);
  return SPANS.find((span) => span >= held) ?? SHIFT_MS;
}

function CoursePlace(props: { panel: Panel; store: BoardStore; from: number; to: number; now: number }) {
  const { panel, store, from, to, now } = props;
  const t = useWords(overviewWords);
  const text = useLocalized();
  const language = useLanguage();
  const live = useLivePanel(store, panel.id);
  const title = text(panel.title);
  const last = live?.series.find((one) => one.shift === 0)?.values.findLast(Number.isFinite);
  return (
    <div className="course">
      <div className="course-name">
        {title} <b>{boardQuantity(last, panel.unit, language, { digits: panel.decimals }).text}</b>
      </div>
      <div className="course-plot">
        {live?.state === 'error' && live.series.length === 0 ? (
          <ErrorState title={t('figuresFailed')} raw={live.error?.message} />
        ) : live ? (
          <Course panel={panel} live={live} title={title} from={from} to={to} now={now} />
        ) : (
          <Skeleton />
        )}
      </div>
    </div>
  );
}

function Course(props: { panel: Panel; live: LivePanel; title: string; from: number; to: number; now: number }) {
  const { panel, live, title, from, to, now } = props;
  const t = useWords(overviewWords);
  const { unit } = drawnUnit(panel.unit);
  const series = useMemo(() => {
    const main = live.series.find((one) => one.shift === 0);
    const past = live.series.find((one) => one.shift !== 0 && one.ref === main?.ref);
    return [
      ...(past
        ? [
            {
              key: past.key,
              name: t('lastWeek'),
              times: past.times,
              values: scaleValues(past.values, panel.unit),
              reference: true,
              color: 'n8',
            },
          ]
        : []),
      ...(main
        ? [
            {
              key: main.key,
              name: main.name,
              times: main.times,
              values: scaleValues(main.values, panel.unit),
              color: 'n10',
              area: true,
            },
          ]
        : []),
    ];
  }, [live, panel, t]);
  return (
    <TimeSeriesChart
      label={title}
      series={series}
      from={from}
      to={to}
      unit={unit}
      legend="none"
      group="shift"
      staleFrom={isStale(live, now) && live.newestAt !== null ? live.newestAt : undefined}
    />
  );
}

function Lanes({ from, to }: { from: number; to: number }) {
  const t = useWords(overviewWords);
  const format = useFormat();
  const runs = useQuery({
    ...api.loadtests.runs.list.queryOptions({ input: { limit: 50 } }),
    refetchInterval: REFRESH_MS,
  });
  const sources = useQuery({ ...api.sources.list.queryOptions(), refetchInterval: REFRESH_MS });
  const hosts = useQuery({ ...api.hosts.list.queryOptions({ input: {} }), refetchInterval: REFRESH_MS });
  const info = useQuery({ ...api.system.info.queryOptions(), staleTime: 60_000 });
  const started = info.data?.startedAt;
  return (
    <div className="lanes">
      <Lane
        name={t('loadTests')}
        from={from}
        to={to}
        stretches={runStretches(runs.data?.runs ?? [])}
        empty={emptyLane({ answered: runs.data !== undefined, failed: runs.isError })}
      />
      <Lane
        name={t('sourceErrors')}
        from={from}
        to={to}
        stretches={sourceStretches(sources.data ?? [])}
        empty={emptyLane({ answered: sources.data !== undefined, failed: sources.isError })}
      />
      <Lane
        name={t('hostGaps')}
        from={from}
        to={to}
        stretches={hostStretches(hosts.data?.hosts ?? [])}
        empty={emptyLane({
          answered: hosts.data !== undefined,
          failed: hosts.isError || (hosts.data?.failed.length ?? 0) > 0,
        })}
      />
      <div className="lane">
        <span className="nm">{t('console')}</span>
        <span className="tr">
          {started !== undefined && started >= from && started <= to ? (
            <span
              className={(started - from) / (to - from) > 0.8 ? 'pt left' : 'pt'}
              style={{ left: `${((started - from) / (to - from)) * 100}%` }}
            >
              <em>{t('laneStart', { time: format.time(started, 'minute') })}</em>
            </span>
          ) : null}
        </span>
      </div>
    </div>
  );
}

function Lane(props: {
  name: string;
  from: number;
  to: number;
  stretches: readonly Stretch[];
  empty: ReturnType<typeof emptyLane>;
}) {
  const { name, from, to, stretches, empty } = props;
  const t = useWords(overviewWords);
  const format = useFormat();
  const clock = (at: number) => format.time(at, 'minute');
  const say = (one: Stretch) => {
    const about = { name: one.name, from: clock(one.from), to: one.to === null ? '' : clock(one.to) };
    if (one.kind === 'run') return t(one.to === null ? 'laneRunLive' : 'laneRun', about);
    if (one.kind === 'source') return t('laneSource', about);
    if (one.kind === 'unknown') return t('laneUnknown', about);
    return t(one.kind === 'silent' ? 'laneSilent' : 'laneGap', about);
  };
  const placed = stretches.flatMap((one) => {
    const place = placeIn(one, from, to);
    return place ? [{ one, place }] : [];
  });
  return (
    <div className="lane">
      <span className="nm cut">{name}</span>
      <span className="tr">
        {placed.map(({ one, place }) => (
          <span
            key={one.key}
            className={`ev ${one.kind}${one.to === null ? ' is-live' : ''}`}
            style={{ left: `${place.left * 100}%`, width: `${place.width * 100}%` }}
            role="img"
            aria-label={say(one)}
            title={say(one)}
          />
        ))}
        {empty && placed.length === 0 ? <span className="lane-none">{t(empty)}</span> : null}
      </span>
    </div>
  );
}
