import { useMemo } from 'react';
import type { Provenance } from '#core/metrics/frame.ts';
import { type Column, DataTable, Empty, KeyValue, StatusGlyph, useFormat, useWords } from '../../ui/index.ts';
import { queryWords } from './queryWords.ts';
import { type AnswerFrame, type ResultRow, resultRows } from './resultRows.ts';

export interface QueryResultProps {
  answer: { frames: readonly AnswerFrame[]; provenance: Provenance };
  from: number;
  to: number;
  tookMs: number;
}

/** What a tried query answered, and where the numbers came from. */
export function QueryResult({ answer, from, to, tookMs }: QueryResultProps) {
  const t = useWords(queryWords);
  const format = useFormat();
  const { provenance } = answer;
  const results = useMemo(() => resultRows(answer.frames), [answer.frames]);
  const count = (rows: number) => format.number(rows, { digits: 0 });
  const cell = (name: string, value: number | string | null) => {
    if (value === null) return '–';
    if (typeof value === 'string') return value;
    // A table carries its time as epoch ms in a column of that name.
    return name === 'time' && value > 1e11 ? format.time(value, 'full') : format.number(value);
  };
  const columns: Column<ResultRow>[] = [
    ...(results.hasTime
      ? [{ key: '@', head: t('time'), width: 170, cell: (row: ResultRow) => format.time(row.at, 'full') }]
      : []),
    ...(results.hasSeries
      ? [
          {
            key: '#',
            head: t('seriesName'),
            isKey: true,
            cell: (row: ResultRow) => <span className="mono">{row.series}</span>,
            title: (row: ResultRow) => row.series,
          },
        ]
      : []),
    ...results.columns.map((name, at): Column<ResultRow> => {
      const number = results.rows.every((row) => typeof row.cells[at] !== 'string');
      return {
        key: `c${at}`,
        head: <span className="mono">{name}</span>,
        ...(number ? { kind: 'number' } : {}),
        cell: (row) => cell(name, row.cells[at] ?? null),
        sort: (row) => row.cells[at] ?? null,
      };
    }),
  ];
  return (
    <div className="src-result">
      <div className="row f11 t3 src-in">
        <span className="t2">
          {results.rows.length < results.total
            ? t('shown', { shown: count(results.rows.length), total: count(results.total) })
            : t('rows', { count: results.total })}
        </span>
        {answer.frames.length > 1 ? <span>{t('seriesCount', { count: answer.frames.length })}</span> : null}
        <span>{t('took', { ms: format.unit(tookMs, 'ms', { digits: 0 }) })}</span>
        {provenance.interval ? <span>{t('bucket', { span: format.duration(provenance.interval) })}</span> : null}
      </div>
      {provenance.notices.map((notice) => (
        <p key={notice} className="row tight c-warning f12 src-in">
          <StatusGlyph kind="warning" size={12} /> <Notice text={notice} />
        </p>
      ))}
      <div className="src-table">
        <DataTable
          label={t('result')}
          columns={columns}
          rows={results.rows}
          rowKey={(row) => row.id}
          tight
          empty={<Empty title={t('empty')} text={t('emptyText')} />}
        />
      </div>
      <div className="src-in">
        <div className="sub">{t('provenance')}</div>
        <pre
          className="src-snippet is-short mono"
          role="group"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
          tabIndex={0} // oxlint-disable-line jsx-a11y/no-noninteractive-tabindex
          aria-label={t('provenance')}
        >
          {provenance.query}
        </pre>
        <KeyValue
          items={[
            { name: t('range'), value: `${format.time(from, 'full')} – ${format.time(to, 'full')}` },
            { name: t('at'), value: format.time(provenance.executedAt, 'full') },
          ]}
        />
      </div>
    </div>
  );
}

function Notice({ text }: { text: string }) {
  const t = useWords(queryWords);
  const [word = '', value = ''] = text.split(':', 2);
  if (word === 'series-cut' || word === 'points-cut') return <>{t(word, { count: Number(value) })}</>;
  return <>{text === 'truncated' ? t('truncated') : text}</>;
}
