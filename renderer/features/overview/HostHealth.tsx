import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Server } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Host } from '#core/contract/hosts.ts';
import { figureOf, type HostFigure, hostLimits, isHigh } from '#core/hosts/limits.ts';
import { api } from '../../shell/index.ts';
import {
  Button,
  type Column,
  DataTable,
  Empty,
  ErrorState,
  Pane,
  PaneHead,
  Segmented,
  Skeleton,
  StatusGlyph,
  uiWords,
  useFormat,
  useNow,
  useWords,
} from '../../ui/index.ts';
import { hostState, inPlace } from './hostLevel.ts';
import { overviewWords } from './words.ts';

/** Hosts are asked again this often, ms. */
const REFRESH_MS = 10_000;
/** Width of a column of figures, px: the names of the hosts take all the rest. */
const FIGURE_WIDTH = 46;

const keyOf = (host: Host) => `${host.sourceId} ${host.name}`;

/** Every host that reports, in a fixed place, with its state and latest figures. Enter opens its board. */
export function HostHealth() {
  const t = useWords(overviewWords);
  const ui = useWords(uiWords);
  const navigate = useNavigate();
  const [only, setOnly] = useState<'all' | 'abnormal'>('all');
  const [selected, setSelected] = useState<string>();
  const query = useQuery({ ...api.hosts.list.queryOptions({ input: {} }), refetchInterval: REFRESH_MS });
  const hosts = useMemo(() => inPlace(query.data?.hosts ?? []), [query.data]);
  const abnormal = hosts.filter((host) => hostState(host) !== 'ok');
  const columns = useHostColumns();
  const open = (host: Host) =>
    void navigate({
      to: '/boards/$boardId',
      params: { boardId: 'host' },
      search: (old: Record<string, unknown>) => ({ ...old, 'v.source': host.sourceId, 'v.host': host.name }),
    });
  const failed = query.data?.failed.length ?? 0;
  const reporting = hosts.filter((host) => host.state === 'reporting').length;
  const unknown = hosts.filter((host) => host.state === 'unknown').length;
  return (
    <Pane label={t('hostHealth')} className="ov-hosts">
      <PaneHead
        title={t('hostHealth')}
        meta={
          query.data
            ? t(unknown > 0 ? 'hostsMetaUnknown' : failed > 0 ? 'hostsMetaFailed' : 'hostsMeta', {
                reporting,
                unknown,
                total: hosts.length,
              })
            : undefined
        }
      >
        <Segmented
          label={t('show')}
          value={only}
          onChange={setOnly}
          options={[
            { value: 'all', label: t('all') },
            { value: 'abnormal', label: t('abnormal', { count: abnormal.length }) },
          ]}
        />
      </PaneHead>
      {query.isError && !query.data ? (
        <ErrorState
          kind="fail"
          title={t('hostsFailed')}
          raw={query.error.message}
          onRetry={() => void query.refetch()}
        />
      ) : !query.data ? (
        <Skeleton rows={8} />
      ) : (
        <DataTable
          label={t('hostHealth')}
          columns={columns}
          rows={only === 'all' ? hosts : abnormal}
          rowKey={keyOf}
          selected={selected}
          onSelect={(host) => setSelected(keyOf(host))}
          onOpen={open}
          rowClass={(host) => (hostState(host) === 'ok' ? 'dim' : undefined)}
          primary
          tight
          fixed
          empty={
            failed > 0 ? (
              <Empty
                icon={<StatusGlyph kind="inconclusive" size={20} />}
                title={t('hostsUnknown')}
                text={t('sourcesNotAsked', { count: failed })}
              >
                <Button small onClick={() => void navigate({ to: '/sources' })}>
                  {t('toSources')}
                </Button>
              </Empty>
            ) : hosts.length === 0 ? (
              <Empty icon={<Server size={22} strokeWidth={1.4} />} title={t('noHosts')} text={t('noHostsText')}>
                <Button small onClick={() => void navigate({ to: '/sources' })}>
                  {t('addSource')}
                </Button>
                <Button small tone="ghost" onClick={() => void navigate({ to: '/hosts' })}>
                  {t('toHosts')}
                </Button>
              </Empty>
            ) : (
              <Empty
                icon={<StatusGlyph kind="ok" size={20} />}
                title={t('noAbnormal')}
                text={t('noAbnormalText', { count: hosts.length })}
              >
                <Button small onClick={() => setOnly('all')}>
                  {t('showAll')}
                </Button>
              </Empty>
            )
          }
        />
      )}
      <div className="ov-legend">
        {failed > 0 ? (
          <span className="row c-source">
            <StatusGlyph kind="source" size={11} />
            {t('sourcesNotAsked', { count: failed })}
          </span>
        ) : null}
        <span className="row">
          <StatusGlyph kind="ok" size={11} />
          {ui('ok')}
        </span>
        <span className="row">
          <StatusGlyph kind="warning" size={11} />
          {ui('warning')}
        </span>
        <span className="row">
          <StatusGlyph kind="nodata" size={11} />
          {ui('noData')}
        </span>
        {unknown > 0 ? (
          <span className="row">
            <StatusGlyph kind="inconclusive" size={11} />
            {t('unknown')}
          </span>
        ) : null}
        <span>{t('limits', hostLimits)}</span>
      </div>
    </Pane>
  );
}

function useHostColumns(): Column<Host>[] {
  const t = useWords(overviewWords);
  const ui = useWords(uiWords);
  const format = useFormat();
  const now = useNow();
  return useMemo(() => {
    const figure = (key: HostFigure, head: string, onlyXl = false): Column<Host> => ({
      key,
      head,
      kind: 'number',
      width: FIGURE_WIDTH,
      onlyXl,
      cell: (host) => (
        <span
          className={
            host.state === 'reporting' && isHigh(host, key) ? 'c-warning w5' : host.state === 'reporting' ? 't2' : 't3'
          }
        >
          {format.number(figureOf(host, key), { digits: key === 'load' ? 2 : 0 })}
        </span>
      ),
      sort: (host) => figureOf(host, key),
    });
    return [
      {
        key: 'state',
        head: <span className="sr">{t('state')}</span>,
        headLabel: t('state'),
        kind: 'glyph',
        width: 28,
        cell: (host) => {
          const state = hostState(host);
          const label =
            state === 'ok' || state === 'warning' ? ui(state) : t(host.state === 'reporting' ? 'unknown' : host.state);
          return <StatusGlyph kind={state} size={13} label={label} />;
        },
      },
      {
        key: 'host',
        head: t('host'),
        isKey: true,
        cell: (host) => host.name,
        title: (host) => `${host.name} · ${host.sourceName}`,
      },
      figure('cpu', t('cpu')),
      figure('memory', t('memory')),
      figure('disk', t('disk')),
      figure('load', t('load'), true),
      {
        key: 'seen',
        head: t('seen'),
        kind: 'number',
        width: 54,
        cell: (host) => (
          <span className={host.state === 'reporting' ? 't3' : 'c-nodata w5'}>
            {format.age(host.lastSeenAt === null ? null : now - host.lastSeenAt)}
          </span>
        ),
      },
    ];
  }, [t, ui, format, now]);
}
