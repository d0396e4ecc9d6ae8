import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { usePulse } from '../../live/index.ts';
import { api } from '../../shell/index.ts';
import { StatusGlyph, type StatusKind, uiWords, useFormat, useNow, useWords } from '../../ui/index.ts';
import { hostsRow } from './hostsRow.ts';
import { wallWords } from './words.ts';

const REFRESH_MS = 5000;

/**
 * A line of a wall's list. Its place says what it is about; it turns loud where it stands. A long text elides, `kept`
 * behind it and the value never do.
 */
export function WallRow(props: { kind: StatusKind; text: string; kept?: string | undefined; value: ReactNode }) {
  const { kind, text, kept, value } = props;
  const ui = useWords(uiWords);
  const quiet = kind === 'ok';
  const label =
    kind === 'source'
      ? ui('source')
      : kind === 'nodata'
        ? ui('noData')
        : kind === 'inconclusive'
          ? ui('inconclusive')
          : undefined;
  return (
    <li className={`is-${kind}`}>
      {quiet ? <span className="ring" aria-hidden="true" /> : <StatusGlyph kind={kind} size={62} label={label} />}
      <span className="w-text">
        <span className="cut">{text}</span>
        {kept === undefined ? null : <span className="w-kept">{kept}</span>}
      </span>
      <b>{value}</b>
    </li>
  );
}

/** Whether every source answers; else the one that has been silent for longest, and how many more. */
export function SourcesRow() {
  const t = useWords(wallWords);
  const format = useFormat();
  const now = useNow();
  const { data } = useQuery({ ...api.sources.list.queryOptions(), refetchInterval: REFRESH_MS });
  const failing = (data ?? [])
    .filter((source) => source.status.state === 'error')
    .sort((one, other) => one.status.since - other.status.since);
  const [first] = failing;
  if (!first) {
    const ok = (data ?? []).filter((source) => source.status.state === 'ok').length;
    return (
      <WallRow
        kind={data?.every((source) => source.status.state !== 'unknown') ? 'ok' : 'inconclusive'}
        text={data ? t('noSourceError') : t('sources')}
        value={data ? t('sourcesAnswer', { ok, total: data.length }) : '–'}
      />
    );
  }
  return (
    <WallRow
      kind="source"
      text={first.name}
      kept={failing.length === 1 ? undefined : t('sourceMore', { count: failing.length - 1 })}
      value={t(failing.length === 1 ? 'noAnswerFor' : 'noAnswersFor', {
        age: format.age(now - first.status.since),
      })}
    />
  );
}

/** How many of the known hosts report; where a source fails, how many of them nobody knows. */
export function HostsRow() {
  const t = useWords(wallWords);
  const about = hostsRow(usePulse()?.hosts);
  return <WallRow kind={about.kind} text={t('hosts')} value={about.key ? t(about.key, about.counts) : '–'} />;
}
