import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import type { AuditEntry } from '#core/contract/audit.ts';
import { api, problemOf, shell, useMay } from '../../shell/index.ts';
import {
  Badge,
  Button,
  type Column,
  DataTable,
  Empty,
  ErrorState,
  Field,
  KeyValue,
  Pane,
  PaneBody,
  PaneHead,
  Seams,
  Skeleton,
  StatusGlyph,
  Toolbar,
  useFormat,
  useWords,
} from '../../ui/index.ts';
import { auditWords } from './words.ts';

/** Entries asked for at a time. */
const page = 200;

/** Who changed what, newest first, with proof that nothing was edited. */
export default function AuditPage() {
  const t = useWords(auditWords);
  const format = useFormat();
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());
  const [chosen, setChosen] = useState<AuditEntry>();
  const list = useInfiniteQuery(
    api.audit.list.infiniteOptions({
      input: (before: number | undefined) => ({
        limit: page,
        ...(before ? { before } : {}),
        ...(asked ? { text: asked } : {}),
      }),
      initialPageParam: undefined,
      getNextPageParam: (last) => (last.more ? last.entries.at(-1)?.sequence : undefined),
      refetchInterval: 10_000,
    }),
  );
  const verify = useMutation(api.audit.verify.mutationOptions());
  const mayVerify = useMay('lead');
  const entries = list.data?.pages.flatMap((one) => one.entries) ?? [];
  const columns: Column<AuditEntry>[] = [
    { key: 'n', head: t('number'), kind: 'number', width: 70, cell: (row) => row.sequence },
    { key: 'at', head: t('at'), width: 170, cell: (row) => format.time(row.at, 'full') },
    { key: 'who', head: t('who'), width: 150, cell: (row) => row.operatorName },
    { key: 'via', head: t('via'), width: 110, onlyXl: true, cell: (row) => t(row.via) },
    {
      key: 'action',
      head: t('action'),
      width: 220,
      isKey: true,
      cell: (row) => <span className="mono">{row.action}</span>,
    },
    {
      key: 'subject',
      head: t('subject'),
      cell: (row) => <span className="mono">{row.subject}</span>,
      title: (row) => row.subject,
    },
  ];
  const exportJson = () =>
    void shell.saveFile({
      name: 'watchfloor-audit.json',
      mime: 'application/json',
      text: JSON.stringify(entries, null, 2),
    });
  return (
    <div className="page">
      <Toolbar label={t('title')}>
        <Field
          label={t('filter')}
          hideLabel
          placeholder={t('filter')}
          icon={<Search size={14} strokeWidth={1.4} aria-hidden="true" />}
          value={text}
          onChange={(event) => setText(event.target.value)}
          style={{ width: 420 }}
        />
        <span className="grow" />
        <Verdict verify={verify} />
        <Button small onClick={exportJson} disabled={entries.length === 0}>
          {t('export')}
        </Button>
        {mayVerify === false ? <span className="t3 f12">{t('needsLead')}</span> : null}
        <Button
          small
          onClick={() => verify.mutate(undefined)}
          disabled={verify.isPending || mayVerify !== true}
          title={mayVerify === false ? t('needsLead') : undefined}
        >
          {verify.isPending ? t('verifying') : t('verify')}
        </Button>
      </Toolbar>
      <Seams style={{ flex: 1, gridTemplateColumns: 'minmax(0, 1fr) 420px' }}>
        <Pane label={t('title')}>
          <PaneHead title={t('title')} meta={t('meta')} />
          <PaneBody flush>
            {list.isPending ? <Skeleton rows={10} /> : null}
            {list.error && !list.data ? (
              <ErrorState
                title={problemOf(list.error).reason === 'forbidden' ? t('notAllowed') : t('failed')}
                onRetry={() => void list.refetch()}
              />
            ) : null}
            {list.data ? (
              <DataTable
                label={t('title')}
                columns={columns}
                rows={entries}
                rowKey={(row) => String(row.sequence)}
                selected={chosen ? String(chosen.sequence) : undefined}
                onSelect={setChosen}
                fixed
                primary
                empty={
                  <Empty title={t('empty')} text={t('emptyText')}>
                    {text ? (
                      <Button small onClick={() => setText('')}>
                        {t('clear')}
                      </Button>
                    ) : null}
                  </Empty>
                }
              />
            ) : null}
            {list.hasNextPage ? (
              <div className="row" style={{ padding: 8 }}>
                <Button small tone="ghost" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                  {t('more')}
                </Button>
              </div>
            ) : null}
          </PaneBody>
        </Pane>
        <Pane label={t('detail')}>
          <PaneHead title={t('detail')} />
          <PaneBody scroll>{chosen ? <Detail entry={chosen} /> : <p className="t3 f12">{t('choose')}</p>}</PaneBody>
        </Pane>
      </Seams>
    </div>
  );
}

function Verdict({
  verify,
}: {
  verify: {
    error: unknown;
    data: { whole: boolean; entries: number; brokenAt: number | null; reason: string | null } | undefined;
  };
}) {
  const t = useWords(auditWords);
  const { data, error } = verify;
  return (
    <span role="status">
      {error ? (
        <span className="c-critical f12">
          {problemOf(error).reason === 'forbidden' ? t('needsLead') : t('verifyFailed')}
        </span>
      ) : null}
      {data?.whole ? (
        <Badge tone="pass">
          <StatusGlyph kind="pass" size={11} /> {t('whole', { count: data.entries })}
        </Badge>
      ) : null}
      {data && !data.whole ? (
        <Badge tone="critical">
          <StatusGlyph kind="critical" size={11} /> {t('broken', { at: data.brokenAt ?? 0 })}{' '}
          {data.reason === 'entry-changed' ? t('changed') : t('missing')}
        </Badge>
      ) : null}
    </span>
  );
}

function Detail({ entry }: { entry: AuditEntry }) {
  const t = useWords(auditWords);
  const format = useFormat();
  return (
    <>
      <KeyValue
        items={[
          { name: t('number'), value: entry.sequence },
          { name: t('at'), value: format.time(entry.at, 'full') },
          { name: t('who'), value: `${entry.operatorName} (${t(entry.via)})` },
          { name: t('action'), value: entry.action, mono: true },
          { name: t('subject'), value: entry.subject, mono: true },
          { name: t('hash'), value: <span style={{ wordBreak: 'break-all' }}>{entry.hash}</span>, mono: true },
        ]}
      />
      <pre className="mono f11" style={{ whiteSpace: 'pre-wrap', wordBreak: 'break-word', marginTop: 12 }}>
        {JSON.stringify(entry.detail, null, 2)}
      </pre>
    </>
  );
}
