import { ArrowDown, ArrowUp, Info } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Statistics } from '#core/contract/loadtests.ts';
import { engine, shell } from '../../../shell/index.ts';
import {
  Badge,
  Button,
  type Column,
  DataTable,
  Dialog,
  Empty,
  IconButton,
  Pane,
  PaneHead,
  Sparkline,
  StatusGlyph,
  showToast,
  useFormat,
  useWords,
} from '../../../ui/index.ts';
import { useProblemText } from '../problem.ts';
import { exportName, labelsCsv, runJson } from './exportRun.ts';
import type { RunView } from './foldRun.ts';
import { type LabelRow, type LabelSorting, type LabelSortKey, labelRows, nextLabelSorting } from './labelRows.ts';
import { rateOf } from './rates.ts';
import { runWords } from './words.ts';

/** A label is marked from this share of errors, ratio 0..1. Said in the help of the column. */
const markedFrom = 0.01;

export interface LabelsPaneProps {
  view: RunView;
  label: string;
  onLabel: (label: string) => void;
}

/** Every label with its figures over the whole run. The chosen one is what charts and tiles show. */
export function LabelsPane({ view, label, onLabel }: LabelsPaneProps) {
  const t = useWords(runWords);
  const [sorting, setSorting] = useState<LabelSorting>({ key: 'p95', descending: true });
  const [method, setMethod] = useState(false);
  const columns = useColumns(sorting, (key) => setSorting(nextLabelSorting(key, sorting)));
  const rows = labelRows(view, sorting);
  const chosen = rows.find((row) => (label === '' ? row.isAll : !row.isAll && row.label === label));
  return (
    <Pane label={t('labels')} className="lt-labels">
      <PaneHead
        title={t('labels')}
        meta={
          <>
            <span className="only-xl lt-inline">{t('labelsMeta')}</span>
            <span className="only-md lt-inline">{t('labelsMetaShort')}</span>
          </>
        }
      >
        <IconButton icon={<Info size={14} strokeWidth={1.4} />} label={t('method')} onClick={() => setMethod(true)} />
        <Exports view={view} />
      </PaneHead>
      <DataTable
        label={t('labels')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.key}
        selected={chosen?.key}
        onSelect={(row) => onLabel(row.isAll ? '' : row.label)}
        rowClass={(row) => (row.figures.isTransaction ? 'lt-transaction' : undefined)}
        tight
        fixed
        primary
        empty={
          view.run.state === 'ended' ? (
            <Empty title={t('nothing')} text={t('nothingText')} />
          ) : (
            <Empty title={t('nothingYet')} text={t('noLabelsText')} />
          )
        }
      />
      {method ? <MethodDialog onClose={() => setMethod(false)} /> : null}
    </Pane>
  );
}

function Exports({ view }: { view: RunView }) {
  const t = useWords(runWords);
  const problemText = useProblemText();
  const save = async (ending: 'csv' | 'json') => {
    try {
      // Asked anew: what is written down is one moment of the engine, not a mixture of what was painted.
      const { run, labels, errors } = await engine.loadtests.runs.get({ id: view.run.id });
      const text = ending === 'csv' ? labelsCsv(run.total, labels) : runJson(run, labels, errors);
      await shell.saveFile({
        name: exportName(run, ending),
        mime: ending === 'csv' ? 'text/csv' : 'application/json',
        text,
      });
    } catch (error) {
      showToast({ kind: 'fail', title: t('exportFailed'), text: problemText(error).sentence });
    }
  };
  return (
    <>
      <Button small title={t('exportCsvLong')} onClick={() => void save('csv')}>
        {t('exportCsv')}
      </Button>
      <Button small title={t('exportJsonLong')} onClick={() => void save('json')}>
        {t('exportJson')}
      </Button>
    </>
  );
}

function MethodDialog({ onClose }: { onClose: () => void }) {
  const t = useWords(runWords);
  return (
    <Dialog title={t('method')} onClose={onClose} footer={<Button onClick={onClose}>{t('close')}</Button>}>
      <ul className="lt-method">
        {(['methodExact', 'methodJmeter', 'methodCharts', 'methodTransactions', 'methodSource'] as const).map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
    </Dialog>
  );
}

function useColumns(sorting: LabelSorting, onSort: (key: LabelSortKey) => void): Column<LabelRow>[] {
  const t = useWords(runWords);
  const format = useFormat();
  // "all" stands first however the rest is sorted, so the sorting is done here and the head says it.
  const head = (key: LabelSortKey, text: string, help?: string): ReactNode => {
    const active = sorting.key === key;
    return (
      <button type="button" title={help} className={active ? 't1' : undefined} onClick={() => onSort(key)}>
        {text}
        {active ? <span className="sr">, {sorting.descending ? t('sortedDown') : t('sortedUp')}</span> : null}
        {active && sorting.descending ? <ArrowDown size={11} strokeWidth={1.4} aria-hidden="true" /> : null}
        {active && !sorting.descending ? <ArrowUp size={11} strokeWidth={1.4} aria-hidden="true" /> : null}
      </button>
    );
  };
  const ms = (
    key: LabelSortKey,
    text: string,
    value: (one: Statistics) => number,
    help: string,
    bright = false,
  ): Column<LabelRow> => ({
    key,
    head: head(key, text, help),
    kind: 'number',
    width: key === 'jmeter' ? 108 : 84,
    cell: ({ figures }) => <span className={bright ? 't1 w5' : undefined}>{format.unit(value(figures), 'ms')}</span>,
  });
  return [
    {
      key: 'glyph',
      head: '',
      headLabel: t('errors'),
      kind: 'glyph',
      width: 34,
      cell: ({ figures }) => {
        const marked = figures.errorRate >= markedFrom;
        return (
          <StatusGlyph
            kind={marked ? 'warning' : 'ok'}
            size={13}
            label={marked ? t('marked', { share: '1 %' }) : undefined}
          />
        );
      },
    },
    {
      key: 'label',
      head: head('label', t('label')),
      isKey: true,
      cell: ({ isAll, label, figures }) => (
        <span className="row">
          <span className="cut">{isAll ? t('all') : label}</span>
          {figures.isTransaction ? <Badge tone="quiet">{t('transaction')}</Badge> : null}
        </span>
      ),
      title: ({ isAll, label }) => (isAll ? t('all') : label),
    },
    {
      key: 'samples',
      head: head('samples', t('samples'), t('helpSamples')),
      kind: 'number',
      width: 96,
      cell: ({ figures }) => format.number(figures.samples),
    },
    {
      key: 'errors',
      head: head('errors', t('errorShare'), t('helpErrors')),
      kind: 'number',
      width: 84,
      cell: ({ figures }) => (
        <span className={figures.errorRate >= markedFrom ? 'c-warning' : undefined}>
          {format.number(figures.errorRate * 100, { digits: 2 })}
        </span>
      ),
    },
    ms('p50', 'p50', (one) => one.exact.p50, t('helpExact')),
    ms('p95', 'p95', (one) => one.exact.p95, t('helpExact'), true),
    ms('p99', 'p99', (one) => one.exact.p99, t('helpExact')),
    ms('jmeter', t('p95jmeter'), (one) => one.jmeter.p95, t('helpJmeter')),
    {
      key: 'rate',
      head: head('rate', t('perSecond'), t('helpPerSecond')),
      kind: 'number',
      width: 84,
      cell: ({ figures }) => format.number(rateOf(figures), { digits: 1 }),
    },
    {
      key: 'spark',
      head: t('sparkHead'),
      kind: 'glyph',
      width: 180,
      onlyXl: true,
      cell: ({ spark }) => <Sparkline values={spark} width={160} height={18} min={0} />,
    },
  ];
}
