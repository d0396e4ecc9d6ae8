import type { Source } from '#core/contract/sources.ts';
import { type Column, StatusGlyph, useFormat, useWords } from '../../ui/index.ts';
import { Age, stateGlyphs } from './SourceStateLine.tsx';
import { sourceWords } from './words.ts';

/** Columns of the list of sources. */
export function useSourceColumns(): Column<Source>[] {
  const t = useWords(sourceWords);
  const format = useFormat();
  return [
    {
      key: 'state',
      head: '',
      headLabel: t('state'),
      kind: 'glyph',
      width: 32,
      cell: ({ status }) => <StatusGlyph kind={stateGlyphs[status.state]} size={13} label={t(status.state)} />,
    },
    {
      key: 'name',
      head: t('source'),
      isKey: true,
      cell: (source) => source.name,
      title: (source) => source.status.error ?? source.name,
      sort: (source) => source.name,
    },
    { key: 'kind', head: t('kind'), width: 104, cell: (source) => t(source.kind), sort: (source) => t(source.kind) },
    {
      key: 'version',
      head: t('version'),
      width: 84,
      cell: ({ status }) => status.version ?? '–',
      title: ({ status }) => status.version ?? '',
    },
    {
      key: 'latency',
      head: t('latency'),
      kind: 'number',
      width: 78,
      cell: ({ status }) => (status.state === 'ok' ? format.unit(status.latencyMs, 'ms', { digits: 0 }) : '–'),
      sort: ({ status }) => status.latencyMs,
    },
    {
      key: 'age',
      head: <span title={t('ageTitle')}>{t('age')}</span>,
      kind: 'number',
      width: 70,
      cell: ({ status }) => (
        <span className={status.state === 'error' ? 'c-source w5' : undefined}>
          <Age at={status.newestPointAt} />
        </span>
      ),
      sort: ({ status }) => status.newestPointAt,
    },
    {
      key: 'queries',
      head: t('queries'),
      kind: 'number',
      width: 98,
      onlyXl: true,
      cell: ({ status }) => format.number(status.queriesPerMinute, { digits: 0 }),
      sort: ({ status }) => status.queriesPerMinute,
    },
    {
      key: 'points',
      head: t('points'),
      kind: 'number',
      width: 98,
      cell: ({ status }) => format.unit(status.pointsPerMinute, 'short', { digits: 0 }),
      sort: ({ status }) => status.pointsPerMinute,
    },
  ];
}
