import type { Host } from '#core/contract/hosts.ts';
import { figureOf, type HostFigure, hostLimits, isHigh } from '#core/hosts/limits.ts';
import { Bar, type Column, type Formats, StatusGlyph, useFormat, useNow, useWords } from '../../ui/index.ts';
import { HourBar, useHourText } from './HourBar.tsx';
import { glyphOf } from './limits.ts';
import { hostWords } from './words.ts';

/** Columns of the list of hosts. What ages follows the clock in its own cell, so that the list is not made anew. */
export function useHostColumns(): Column<Host>[] {
  const t = useWords(hostWords);
  const format = useFormat();
  const describe = useHourText();
  const figure = (key: HostFigure): Column<Host> => ({
    key,
    head: t(key),
    kind: 'number',
    width: 76,
    cell: (host) => <Figure host={host} figure={key} format={format} />,
    sort: (host) => figureOf(host, key),
  });
  return [
    {
      key: 'state',
      head: '',
      headLabel: t('state'),
      kind: 'glyph',
      width: 32,
      cell: (host) => <StatusGlyph kind={glyphOf(host)} size={13} label={t(host.state)} />,
    },
    {
      key: 'host',
      head: t('host'),
      isKey: true,
      cell: (host) => host.name,
      title: (host) => host.name,
      sort: (host) => host.name,
    },
    {
      key: 'source',
      head: t('source'),
      width: 112,
      cell: (host) => host.sourceName,
      title: (host) => host.sourceName,
      sort: (host) => host.sourceName,
    },
    {
      key: 'seen',
      head: t('seen'),
      kind: 'number',
      width: 76,
      cell: (host) => <Seen host={host} format={format} />,
      sort: (host) => host.lastSeenAt,
    },
    {
      key: 'interval',
      head: t('interval'),
      kind: 'number',
      width: 72,
      onlyXl: true,
      cell: (host) =>
        format.duration(host.intervalMs === null ? null : Math.max(1000, Math.round(host.intervalMs / 1000) * 1000)),
      sort: (host) => host.intervalMs,
    },
    { key: 'hour', head: t('hour'), width: 108, cell: (host) => <HourBar host={host} describe={describe} /> },
    figure('cpu'),
    figure('memory'),
    figure('disk'),
    {
      key: 'load',
      head: <span title={t('loadHelp')}>{t('load')}</span>,
      kind: 'number',
      width: 58,
      onlyXl: true,
      cell: (host) => format.number(host.loadPerCore, { digits: 2 }),
      sort: (host) => host.loadPerCore,
    },
    {
      key: 'measurements',
      head: <span title={t('measurementsFull')}>{t('measurements')}</span>,
      kind: 'number',
      width: 58,
      onlyXl: true,
      cell: (host) => host.measurements.length,
      sort: (host) => host.measurements.length,
    },
  ];
}

function Seen({ host, format }: { host: Host; format: Formats }) {
  const now = useNow();
  const age = format.age(host.lastSeenAt === null ? null : now - host.lastSeenAt);
  return <span className={host.state === 'reporting' ? undefined : 'c-nodata w5'}>{age}</span>;
}

/** A share with its thin bar; grey unless it is over its limit. */
function Figure({ host, figure, format }: { host: Host; figure: HostFigure; format: Formats }) {
  const value = figureOf(host, figure);
  const high = isHigh(host, figure) && host.state === 'reporting';
  if (value === null) return <>–</>;
  return (
    <span className={high ? 'host-figure c-warning w5' : 'host-figure'} title={`${hostLimits[figure]}%`}>
      <Bar share={value / 100} tone={high ? 'warning' : 'quiet'} width={26} />
      <span>{format.number(value, { digits: 0 })}</span>
    </span>
  );
}
