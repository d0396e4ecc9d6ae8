import type { RunUpdate } from '#core/contract/loadtests.ts';
import { type Column, DataTable, Empty, Pane, PaneHead, StatusGlyph, useFormat, useWords } from '../../../ui/index.ts';
import type { RunView } from './foldRun.ts';
import { runWords } from './words.ts';

type Row = RunUpdate['errors'][number];

/** The most frequent errors of the run with what the other side said. */
export function ErrorsPane({ view }: { view: RunView }) {
  const t = useWords(runWords);
  const format = useFormat();
  const measured = (view.run.total?.samples ?? 0) > 0;
  const columns: Column<Row>[] = [
    {
      key: 'count',
      head: t('count'),
      kind: 'number',
      width: 64,
      cell: (row) => format.number(row.count),
      sort: (row) => row.count,
    },
    {
      key: 'code',
      head: t('code'),
      width: 76,
      isKey: true,
      cell: (row) => (row.code === '' ? '–' : row.code),
      title: (row) => row.code,
      sort: (row) => row.code,
    },
    {
      key: 'label',
      head: t('label'),
      width: '26%',
      cell: (row) => row.label,
      title: (row) => row.label,
      sort: (row) => row.label,
    },
    { key: 'message', head: t('message'), cell: (row) => row.message, title: (row) => row.message },
  ];
  return (
    <Pane label={t('topErrors')}>
      <PaneHead title={t('topErrors')} meta={t('topErrorsMeta')} />
      <DataTable
        label={t('topErrors')}
        columns={columns}
        rows={view.errors}
        rowKey={(row) => `${row.label}\n${row.code}\n${row.message}`}
        tight
        fixed
        empty={
          // Without a sample nobody knows of errors: that is not "none".
          measured ? (
            <Empty icon={<StatusGlyph kind="ok" size={20} />} title={t('noErrors')} text={t('noErrorsText')} />
          ) : (
            <Empty title={t(view.run.state === 'ended' ? 'nothing' : 'nothingYet')} text={t('noErrorsText')} />
          )
        }
      />
    </Pane>
  );
}
