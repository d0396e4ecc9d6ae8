import { useQuery } from '@tanstack/react-query';
import { type LivePanel, PANEL_SERIES_LIMIT, SERIES_POINTS_LIMIT } from '../../../live/index.ts';
import { api } from '../../../shell/index.ts';
import { Button, Dialog, KeyValue, useFormat, useWords } from '../../../ui/index.ts';
import { boardWords } from '../words.ts';

export interface ProvenanceDialogProps {
  title: string;
  live: LivePanel | undefined;
  onCopyQuery: () => void;
  onClose: () => void;
}

/** Where the numbers of a panel come from: source, query as it was sent, window, bucket, notices, and what was left out. */
export function ProvenanceDialog({ title, live, onCopyQuery, onClose }: ProvenanceDialogProps) {
  const t = useWords(boardWords);
  const format = useFormat();
  const sources = useQuery(api.sources.list.queryOptions());
  const nameOf = (id: string) => sources.data?.find((source) => source.id === id)?.name ?? id;
  const points = live?.series.reduce((sum, one) => sum + one.times.length, 0) ?? 0;
  const left = live
    ? [
        ...(live.dropped.points > 0
          ? [t('limitPoints', { count: live.dropped.points, limit: SERIES_POINTS_LIMIT })]
          : []),
        ...(live.dropped.series > 0
          ? [t('limitSeries', { count: live.dropped.series, limit: PANEL_SERIES_LIMIT })]
          : []),
      ]
    : [];
  return (
    <Dialog
      title={t('provenance')}
      text={title}
      width={780}
      onClose={onClose}
      footer={
        <Button onClick={onCopyQuery} disabled={!live || live.provenance.length === 0}>
          {t('copyQuery')}
        </Button>
      }
    >
      {live ? (
        <KeyValue
          items={[
            {
              name: t('shown'),
              value: t('shownSeries', {
                series: live.series.length,
                points: format.number(points),
                from: format.time(live.window.from, 'full'),
                to: format.time(live.window.to, 'full'),
              }),
            },
            { name: t('limits'), value: left.length === 0 ? t('none') : left.join('; ') },
          ]}
        />
      ) : null}
      {!live || live.provenance.length === 0 ? <p className="t2 f12">{t('nothingAsked')}</p> : null}
      {live?.provenance.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced whole and holds no state
        <section key={at} className="provenance">
          <KeyValue
            items={[
              { name: t('source'), value: nameOf(one.sourceId) },
              { name: t('asked'), value: format.time(one.executedAt, 'full') },
              { name: t('interval'), value: one.interval === undefined ? t('raw') : format.duration(one.interval) },
              { name: t('notices'), value: one.notices.length === 0 ? t('none') : one.notices.join('; ') },
            ]}
          />
          <h3 className="sub">{t('query')}</h3>
          <pre
            className="mono query"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a long query scrolls, and that must work by key
            tabIndex={0} // oxlint-disable-line jsx-a11y/no-noninteractive-tabindex
          >
            {one.query}
          </pre>
        </section>
      ))}
    </Dialog>
  );
}
