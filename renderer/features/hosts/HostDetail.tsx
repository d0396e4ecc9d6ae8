import { useNavigate } from '@tanstack/react-router';
import type { Host } from '#core/contract/hosts.ts';
import { figureOf, hostFigures, hostLimits, isHigh } from '#core/hosts/limits.ts';
import {
  Badge,
  Bar,
  Button,
  type Column,
  DataTable,
  PaneHead,
  StatusGlyph,
  useFormat,
  useNow,
  useWords,
} from '../../ui/index.ts';
import { HourBar, useHourText } from './HourBar.tsx';
import { type Gap, gapsWithin } from './hourGaps.ts';
import { glyphOf } from './limits.ts';
import { hostWords } from './words.ts';

/** One host: whether it reports, its latest figures against their limits, when it was away, and what it measures. */
export function HostDetail({ host, onBoard }: { host: Host; onBoard: () => void }) {
  const t = useWords(hostWords);
  const navigate = useNavigate();
  return (
    <>
      <div className="host-head">
        <div className="row">
          <StatusGlyph kind={glyphOf(host)} size={20} label={t(host.state)} />
          <h2 className="f18 w6 cut">{host.name}</h2>
          <Badge>{host.sourceName}</Badge>
        </div>
        <StateText host={host} />
        <div className="row">
          <Button small tone="primary" onClick={onBoard}>
            {t('openBoard')}
          </Button>
          <Button
            small
            tone="ghost"
            onClick={() =>
              void navigate({
                to: '/sources',
                search: (old: Record<string, unknown>) => ({ from: old['from'], to: old['to'], source: host.sourceId }),
              })
            }
          >
            {t('toSource')}
          </Button>
        </div>
      </div>
      <Figures host={host} />
      <Gaps host={host} />
      <Measurements host={host} />
    </>
  );
}

function StateText({ host }: { host: Host }) {
  const t = useWords(hostWords);
  const format = useFormat();
  const now = useNow();
  const rounded = host.intervalMs === null ? null : Math.max(1000, Math.round(host.intervalMs / 1000) * 1000);
  const interval = rounded === null ? t('unknownInterval') : format.duration(rounded);
  if (host.unknownSince !== null) {
    const about = {
      time: format.time(host.unknownSince, 'dayClock'),
      age: format.duration(Math.max(0, now - host.unknownSince)),
    };
    return <p className="f12 c-nodata">{t('unknownText', about)}</p>;
  }
  if (host.lastSeenAt === null) return <p className="f12 c-nodata">{t('silentNever')}</p>;
  const age = format.duration(Math.max(0, now - host.lastSeenAt));
  if (host.state === 'reporting') {
    return <p className="f12 t2">{rounded === null ? interval : t('reportingSince', { interval, age })}</p>;
  }
  return (
    <p className="f12 c-nodata">
      {host.state === 'late'
        ? t('lateText', { age, interval })
        : t('silentText', { time: format.time(host.lastSeenAt, 'dayClock'), age })}
    </p>
  );
}

function Figures({ host }: { host: Host }) {
  const t = useWords(hostWords);
  const format = useFormat();
  return (
    <section className="host-part" aria-label={t('figures')}>
      <PaneHead title={t('figures')} level={3} />
      <div className="host-figures">
        {hostFigures.map((figure) => {
          const value = figureOf(host, figure);
          const high = isHigh(host, figure);
          const isLoad = figure === 'load';
          const say = (amount: number) =>
            isLoad ? format.number(amount, { digits: 2 }) : format.unit(amount, 'percent', { digits: 0 });
          return (
            <div key={figure}>
              <span className="sub row tight">
                {high ? <StatusGlyph kind="warning" size={11} /> : null}
                {t(figure)}
              </span>
              <b className={high ? 'c-warning' : undefined}>
                {value === null ? <span className="t3">–</span> : say(value)}
              </b>
              <Bar share={(value ?? 0) / (isLoad ? 2 * hostLimits.load : 100)} tone={high ? 'warning' : 'quiet'} />
              <span className="t3 f11">
                {value === null
                  ? t('notSent')
                  : t(isLoad ? 'loadLimit' : 'ofLimit', { limit: say(hostLimits[figure]) })}
              </span>
            </div>
          );
        })}
      </div>
    </section>
  );
}

function Gaps({ host }: { host: Host }) {
  const t = useWords(hostWords);
  const format = useFormat();
  const describe = useHourText();
  const now = useNow();
  // Whether a host whose source is away pauses too is not known.
  const gaps = gapsWithin(host, now).filter((gap) => host.unknownSince === null || !gap.open);
  const columns: Column<Gap>[] = [
    { key: 'from', head: t('from'), cell: (gap) => format.time(gap.from), sort: (gap) => gap.from },
    { key: 'to', head: t('to'), cell: (gap) => (gap.open ? t('open') : format.time(gap.to)) },
    {
      key: 'length',
      head: t('length'),
      kind: 'number',
      cell: (gap) => format.duration(gap.to - gap.from),
      sort: (gap) => gap.to - gap.from,
    },
  ];
  return (
    <section className="host-part" aria-label={t('gaps')}>
      <PaneHead title={t('gaps')} meta={t('gapsText')} level={3} />
      <div className="host-in">
        <HourBar host={host} describe={describe} width="100%" height={12} />
        <div className="row f11 t3">
          <span>{format.time(now - 3_600_000, 'minute')}</span>
          <span className="grow" />
          <span>{format.time(now, 'minute')}</span>
        </div>
      </div>
      {gaps.length === 0 ? (
        <p className="host-in t3 f12">{host.unknownSince === null ? t('noGaps') : describe(host, gaps)}</p>
      ) : (
        <DataTable label={t('gaps')} columns={columns} rows={gaps} rowKey={(gap) => String(gap.from)} tight />
      )}
    </section>
  );
}

function Measurements({ host }: { host: Host }) {
  const t = useWords(hostWords);
  const columns: Column<Host['measurements'][number]>[] = [
    {
      key: 'name',
      head: t('measurement'),
      isKey: true,
      cell: (one) => <span className="mono">{one.name}</span>,
      title: (one) => one.name,
      sort: (one) => one.name,
    },
    {
      key: 'seen',
      head: t('seen'),
      kind: 'number',
      cell: (one) =>
        one.lastSeenAt === null ? <span className="t3">{t('notRecently')}</span> : <Seen at={one.lastSeenAt} />,
      sort: (one) => one.lastSeenAt,
    },
  ];
  return (
    <section className="host-part" aria-label={t('measurementsFull')}>
      <PaneHead
        title={t('measurementsFull')}
        meta={t('measurementsMeta', { count: host.measurements.length })}
        level={3}
      />
      <DataTable
        label={t('measurementsFull')}
        columns={columns}
        rows={host.measurements}
        rowKey={(one) => one.name}
        tight
        empty={<p className="host-in t3 f12">{t('noMeasurements')}</p>}
      />
    </section>
  );
}

function Seen({ at }: { at: number }) {
  const format = useFormat();
  const now = useNow();
  return <>{format.age(now - at)}</>;
}
