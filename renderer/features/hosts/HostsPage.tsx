import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Filter, Server } from 'lucide-react';
import { type KeyboardEvent, useDeferredValue, useMemo, useRef, useState } from 'react';
import type { Host } from '#core/contract/hosts.ts';
import { api } from '../../shell/index.ts';
import {
  Button,
  DataTable,
  Empty,
  ErrorState,
  Field,
  Kbd,
  Pane,
  Seams,
  Segmented,
  Skeleton,
  StatusGlyph,
  say,
  Toolbar,
  useShortcut,
  useWords,
} from '../../ui/index.ts';
import { FailedSources } from './FailedSources.tsx';
import { readFilter, withState } from './filter.ts';
import { HostDetail } from './HostDetail.tsx';
import { hostBoardSearch } from './hostBoard.ts';
import './hosts.css';
import { hostLimits } from '#core/hosts/limits.ts';
import { hostKey } from './limits.ts';
import { useHostColumns } from './useHostColumns.tsx';
import { hostWords } from './words.ts';

/** Hosts are asked again this often, ms. */
const REFRESH_MS = 10_000;

/** Every host that reports to any source, and the one chosen in full. */
export default function HostsPage() {
  const t = useWords(hostWords);
  const navigate = useNavigate();
  const search: Record<string, unknown> = useSearch({ strict: false });
  const detail = useRef<HTMLElement>(null);
  const page = useRef<HTMLDivElement>(null);
  const query = useQuery({ ...api.hosts.list.queryOptions({ input: {} }), refetchInterval: REFRESH_MS });
  const columns = useHostColumns();
  const asked = typeof search['filter'] === 'string' ? search['filter'] : '';
  const [text, setText] = useState(asked);
  const [followed, setFollowed] = useState(asked);
  // The address was changed elsewhere (a link, the palette): the field follows it.
  if (followed !== asked) {
    setFollowed(asked);
    setText(asked);
  }
  const written = useDeferredValue(text);
  const filter = useMemo(() => readFilter(written), [written]);
  const all = query.data?.hosts ?? [];
  const shown = useMemo(() => (query.data?.hosts ?? []).filter(filter.matches), [query.data, filter]);
  const wanted = typeof search['host'] === 'string' ? search['host'] : undefined;
  const chosen = wanted === undefined ? shown[0] : all.find((host) => hostKey(host) === wanted);
  const go = (change: Record<string, unknown>) =>
    void navigate({ to: '/hosts', search: (old: Record<string, unknown>) => ({ ...old, ...change }), replace: true });
  const keep = (next: string) => {
    setText(next);
    go({ filter: next.trim() === '' ? undefined : next.trim() });
  };
  const openBoard = (host: Host) =>
    void navigate({ to: '/boards/$boardId', params: { boardId: 'host' }, search: hostBoardSearch(host) });
  const focusFilter = () => page.current?.querySelector<HTMLElement>('input')?.focus();
  useShortcut('/', focusFilter, { label: say(hostWords, 'filter') });
  const back = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.target !== detail.current) return;
    page.current?.querySelector<HTMLElement>('tr[tabindex="0"]')?.focus();
  };
  const { problem } = filter;
  const count = (state: Host['state']) => all.filter((host) => host.state === state).length;
  return (
    <div className="page" ref={page}>
      <Toolbar label={t('title')}>
        <Segmented
          label={t('show')}
          value={filter.state ?? 'all'}
          onChange={(state) => keep(withState(text, state === 'all' ? undefined : state))}
          options={[
            { value: 'all', label: t('all', { count: all.length }) },
            { value: 'reporting', label: t('reportingCount', { count: count('reporting') }) },
            { value: 'late', label: t('lateCount', { count: count('late') }) },
            { value: 'silent', label: t('silentCount', { count: count('silent') }) },
            ...(count('unknown') > 0 || filter.state === 'unknown'
              ? [{ value: 'unknown' as const, label: t('unknownCount', { count: count('unknown') }) }]
              : []),
          ]}
        />
        <Field
          label={t('filter')}
          hideLabel
          mono
          className="host-filter"
          placeholder={t('filterPlaceholder')}
          title={t('filterHelp')}
          icon={<Filter size={14} strokeWidth={1.4} aria-hidden="true" />}
          suffix={<Kbd keys="/" />}
          value={text}
          aria-invalid={problem !== undefined || undefined}
          aria-describedby={problem ? 'host-filter-problem' : undefined}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={() => keep(text)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') keep(text);
          }}
        />
        {problem ? (
          <span id="host-filter-problem" className="c-critical f11 cut" role="status">
            {problem.reason === 'unknownState' || problem.reason === 'unknownIs'
              ? t(problem.reason)
              : t(problem.reason, { word: problem.word })}
          </span>
        ) : null}
        <span className="grow" />
        {text.trim() === '' ? null : (
          <>
            <span className="t3 f11 nw">{t('shown', { shown: shown.length, total: all.length })}</span>
            <Button small tone="ghost" onClick={() => keep('')}>
              {t('clear')}
            </Button>
          </>
        )}
      </Toolbar>
      <FailedSources failed={query.data?.failed ?? []} />
      <Seams className="host-split">
        <Pane label={t('title')}>
          {query.isPending ? <Skeleton rows={12} /> : null}
          {query.error && !query.data ? (
            <ErrorState title={t('failed')} raw={query.error.message} onRetry={() => void query.refetch()} />
          ) : null}
          {query.data ? (
            <DataTable
              label={t('title')}
              columns={columns}
              rows={shown}
              rowKey={hostKey}
              selected={chosen ? hostKey(chosen) : undefined}
              onSelect={(host) => go({ host: hostKey(host) })}
              onOpen={() => detail.current?.focus()}
              primary
              fixed
              empty={
                all.length === 0 ? (
                  <NoHost failed={query.data.failed.length > 0} />
                ) : (
                  <NoMatch filter={text.trim()} count={all.length} onClear={() => keep('')} />
                )
              }
            />
          ) : null}
          <div className="host-foot">
            <span>{t('limits', hostLimits)}</span>
            <span>{t('limitsMeta')}</span>
          </div>
        </Pane>
        {/* Esc leads back to the list, the content has its own controls */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <section
          className="pane host-detail"
          aria-label={chosen?.name ?? t('choose')}
          ref={detail}
          tabIndex={-1}
          onKeyDown={back}
        >
          {chosen ? (
            <HostDetail host={chosen} onBoard={() => openBoard(chosen)} />
          ) : query.data && all.length > 0 ? (
            <Empty
              icon={<Server size={22} strokeWidth={1.4} />}
              title={wanted === undefined ? t('choose') : t('gone')}
              text={wanted === undefined ? t('chooseText') : t('goneText')}
            />
          ) : null}
        </section>
      </Seams>
    </div>
  );
}

function NoHost({ failed }: { failed: boolean }) {
  const t = useWords(hostWords);
  const navigate = useNavigate();
  const sources = (change: Record<string, unknown>) =>
    void navigate({
      to: '/sources',
      search: (old: Record<string, unknown>) => ({ from: old['from'], to: old['to'], ...change }),
    });
  if (failed) {
    return (
      <Empty icon={<StatusGlyph kind="inconclusive" size={20} />} title={t('noneKnown')} text={t('noneKnownText')}>
        <Button small onClick={() => sources({})}>
          {t('toSource')}
        </Button>
      </Empty>
    );
  }
  return (
    <Empty icon={<Server size={22} strokeWidth={1.4} />} title={t('none')} text={t('noneText')}>
      <Button small onClick={() => sources({ source: 'embedded' })}>
        {t('sendData')}
      </Button>
      <Button small tone="ghost" onClick={() => sources({ add: 1 })}>
        {t('addSource')}
      </Button>
    </Empty>
  );
}

function NoMatch({ filter, count, onClear }: { filter: string; count: number; onClear: () => void }) {
  const t = useWords(hostWords);
  return (
    <Empty
      icon={<Filter size={20} strokeWidth={1.4} />}
      title={t('noMatch', { filter })}
      text={t('noMatchText', { count })}
    >
      <Button small onClick={onClear}>
        {t('clear')}
      </Button>
    </Empty>
  );
}
