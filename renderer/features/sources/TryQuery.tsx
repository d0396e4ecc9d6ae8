import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useId, useRef } from 'react';
import type { Source } from '#core/contract/sources.ts';
import type { RawTarget } from '#core/metrics/query.ts';
import { type TimeRange, useTimeRange, windowAt } from '../../app/timeRange.ts';
import { engine } from '../../shell/index.ts';
import { Button, ErrorState, PaneHead, Segmented, StatusGlyph, useWords } from '../../ui/index.ts';
import { useProblemText } from './problem.ts';
import { QueryResult } from './QueryResult.tsx';
import { type QueryDraft, useQueryDrafts } from './queryDrafts.ts';
import { exampleQuery } from './queryExamples.ts';
import { queryWords } from './queryWords.ts';

/** Points one series may bring. */
const maxPoints = 500;

async function askOnce(sourceId: string, target: RawTarget, range: TimeRange, signal: AbortSignal) {
  const startedAt = performance.now();
  const { from, to } = windowAt(range, Date.now());
  const input = { sourceId, target, from: Math.round(from), to: Math.round(to), maxPoints };
  const answer = await engine.metrics.query(input, { signal });
  return { answer, from, to, tookMs: performance.now() - startedAt };
}

/** A query in the source's own language, asked once over the shared time range. */
export function TryQuery({ source }: { source: Source }) {
  const t = useWords(queryWords);
  const id = useId();
  const problemText = useProblemText();
  const stop = useRef<AbortController>(undefined);
  const range = useTimeRange((state) => state.range);
  const kept = useQueryDrafts((state) => state.drafts[source.id]);
  const put = useQueryDrafts((state) => state.put);
  const [first = 'sql'] = source.languages;
  const draft: QueryDraft = kept ?? { language: first, shape: first === 'sql' ? 'table' : 'series', texts: {} };
  const text = draft.texts[draft.language] ?? exampleQuery(source, draft.language);
  const change = (next: Partial<QueryDraft>) => put(source.id, { ...draft, ...next });
  const ask = useMutation({
    mutationFn: (target: RawTarget) => {
      stop.current = new AbortController();
      return askOnce(source.id, target, range, stop.current.signal);
    },
    onError: () => {
      if (stop.current?.signal.aborted) ask.reset();
    },
  });
  const run = () => {
    if (text.trim() === '' || ask.isPending) return;
    ask.mutate({ kind: 'raw', language: draft.language, text, shape: draft.shape });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    run();
  };
  const told = ask.error ? problemText(ask.error) : undefined;
  return (
    <section className="src-part src-try" aria-label={t('title')}>
      <PaneHead title={t('title')} meta={t('meta')} level={3}>
        {source.languages.length > 1 ? (
          <Segmented
            label={t('language')}
            value={draft.language}
            options={source.languages.map((language) => ({ value: language, label: t(language) }))}
            onChange={(language) => change({ language })}
          />
        ) : (
          <span className="t3 f11">{t(first)}</span>
        )}
        <Segmented
          label={t('shape')}
          value={draft.shape}
          options={[
            { value: 'series', label: t('series') },
            { value: 'table', label: t('table') },
          ]}
          onChange={(shape) => change({ shape })}
        />
      </PaneHead>
      <form className="src-in" onSubmit={submit}>
        <label className="sr" htmlFor={id}>
          {t('text')}
        </label>
        <textarea
          id={id}
          className="src-text mono"
          rows={4}
          spellCheck={false}
          value={text}
          maxLength={20_000}
          aria-describedby={`${id}-help`}
          onChange={(event) => change({ texts: { ...draft.texts, [draft.language]: event.currentTarget.value } })}
          onKeyDown={onKey}
        />
        <div className="row">
          <span id={`${id}-help`} className="hint grow">
            {text.trim() === '' ? t('textNeeded') : t('macros')}
          </span>
          {ask.isPending ? (
            <Button small onClick={() => stop.current?.abort()}>
              {t('stop')}
            </Button>
          ) : (
            <Button small type="submit" keys="mod+Enter" disabled={text.trim() === ''}>
              {t('run')}
            </Button>
          )}
        </div>
      </form>
      {ask.isPending ? (
        <p className="src-in row t2 f12" role="status">
          <StatusGlyph kind="running" size={12} /> {t('running')}
        </p>
      ) : null}
      {told ? (
        <ErrorState
          kind={told.problem.reason === 'query' ? 'warning' : 'source'}
          title={told.sentence}
          text={told.next}
          raw={told.raw}
        />
      ) : null}
      {ask.data ? <QueryResult {...ask.data} /> : null}
    </section>
  );
}
