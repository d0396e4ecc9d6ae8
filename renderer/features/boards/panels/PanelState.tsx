import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Filter } from 'lucide-react';
import type { Panel } from '#core/boards/board.ts';
import { useTimeRange } from '../../../app/timeRange.ts';
import { type LivePanel, sourceOf } from '../../../live/index.ts';
import { api } from '../../../shell/index.ts';
import { Button, Empty, ErrorState, Skeleton, useFormat, useNow, useWords } from '../../../ui/index.ts';
import { boardWords } from '../words.ts';
import { momentOf } from './moment.ts';

const errorWords = {
  refused: 'errorRefused',
  timeout: 'errorTimeout',
  unauthorized: 'errorUnauthorized',
  'not-found': 'errorNotFound',
  'bad-answer': 'errorBadAnswer',
  query: 'errorQuery',
  tls: 'errorTls',
  dns: 'errorDns',
} as const;

function errorKey(code: string): (typeof errorWords)[keyof typeof errorWords] | 'errorOther' {
  const known = Object.entries(errorWords).find(([name]) => name === code);
  return known ? known[1] : 'errorOther';
}

export interface PanelStateProps {
  panel: Panel;
  live: LivePanel | undefined;
  values: Readonly<Record<string, string>> | undefined;
  onRetry: (sourceId: string) => void;
  /** Moves the focus to the variable with this name. */
  onChoose: (variable: string) => void;
}

/** A panel that has nothing to draw, said as what it is: waiting, empty, or its source failing. */
export function PanelState(props: PanelStateProps) {
  const { panel, live, values } = props;
  const t = useWords(boardWords);
  const navigate = useNavigate();
  if (values && sourceOf(panel.source, values) === undefined) {
    return (
      <Empty icon={<Filter size={22} strokeWidth={1.4} />} title={t('noSource')} text={t('noSourceText')}>
        <Button small onClick={() => void navigate({ to: '/sources' })}>
          {t('addSource')}
        </Button>
      </Empty>
    );
  }
  if (live?.state === 'error') return <PanelError {...props} live={live} />;
  if (live?.state === 'no-data' || (live && live.state !== 'loading' && live.series.length === 0)) {
    return <PanelEmpty {...props} live={live} />;
  }
  return <Skeleton reason={t('waitingReason')} />;
}

function PanelError({ panel, live, values, onRetry }: PanelStateProps & { live: LivePanel }) {
  const t = useWords(boardWords);
  const format = useFormat();
  const now = useNow();
  const navigate = useNavigate();
  const sources = useQuery(api.sources.list.queryOptions());
  const sourceId = sourceOf(panel.source, values ?? {});
  const name = sources.data?.find((source) => source.id === sourceId)?.name ?? sourceId ?? t('source');
  const { error } = live;
  const wait = error?.nextTryAt == null ? undefined : Math.max(0, error.nextTryAt - now);
  return (
    <ErrorState
      title={t(errorKey(error?.code ?? ''), { source: name })}
      text={
        <>
          {error ? t('sinceTime', { time: format.time(error.since) }) : null}{' '}
          {wait === undefined ? null : t('nextTry', { time: format.age(wait) })} {t('keptNote')}
        </>
      }
      raw={error?.message}
      onRetry={sourceId === undefined ? undefined : () => onRetry(sourceId)}
    >
      <Button small tone="ghost" onClick={() => void navigate({ to: '/sources' })}>
        {t('details')}
      </Button>
    </ErrorState>
  );
}

/** Range that an empty panel offers when it is wider than the present one, ms. */
const DAY_MS = 86_400_000;

/** What a panel asks for, as the store has it: `diskio (read_bytes, write_bytes)`, for a host may send other fields of it. */
function measurementsOf(panel: Panel): string {
  const names = panel.targets.flatMap(({ target }) => (target.kind === 'select' ? [target.measurement] : []));
  const fields = panel.targets.flatMap(({ target }) => (target.kind === 'select' ? target.fields : []));
  const named = [...new Set(fields)];
  const shown = [...named.slice(0, 2), ...(named.length > 2 ? ['…'] : [])].join(', ');
  return names.length === 0 ? '' : `${[...new Set(names)].join(', ')} (${shown})`;
}

/** Variable a panel's queries filter by, if one is set to a single value. */
function filteringVariable(panel: Panel, values: Readonly<Record<string, string>>): string | undefined {
  const text = JSON.stringify(panel.targets);
  return Object.keys(values).find(
    (name) => values[name] !== '*' && !panel.source.endsWith(name) && text.includes(`$${name}`),
  );
}

function PanelEmpty({ panel, live, values = {}, onChoose }: PanelStateProps & { live: LivePanel }) {
  const t = useWords(boardWords);
  const format = useFormat();
  const navigate = useNavigate();
  const setRange = useTimeRange((state) => state.setRange);
  const now = useNow();
  const name = filteringVariable(panel, values);
  const { from, to } = live.window;
  const span = { from: momentOf(from, now, format), to: momentOf(to, now, format) };
  const host = name === 'host' ? values['host'] : undefined;
  const hosts = useQuery({ ...api.hosts.list.queryOptions({ input: {} }), enabled: host !== undefined });
  const sourceId = sourceOf(panel.source, values);
  const known = hosts.data?.hosts.some((one) => one.name === host && one.sourceId === sourceId) === true;
  const what = measurementsOf(panel);
  return (
    <Empty
      icon={<Filter size={22} strokeWidth={1.4} />}
      title={
        name === undefined
          ? t('emptyTitle')
          : known && host !== undefined && what !== ''
            ? t('sendsNone', { host, what })
            : t('emptyFiltered', { filter: `${name} = ${values[name] ?? ''}` })
      }
      text={t(name === undefined ? 'emptyText' : known && what !== '' ? 'sendsNoneText' : 'emptyFilteredText', span)}
    >
      {name === undefined ? (
        <Button small onClick={() => void navigate({ to: '/hosts' })}>
          {t('toHosts')}
        </Button>
      ) : (
        <Button small onClick={() => onChoose(name)}>
          {t('showAll', { name })}
        </Button>
      )}
      {to - from < DAY_MS ? (
        <Button small tone="ghost" onClick={() => setRange({ kind: 'relative', span: DAY_MS })}>
          {t('widen')}
        </Button>
      ) : null}
    </Empty>
  );
}
