import { useQuery } from '@tanstack/react-query';
import type { Panel } from '#core/boards/board.ts';
import { type BoardStore, leaveField, StatTile, useLivePanel } from '../../live/index.ts';
import { api } from '../../shell/index.ts';
import { Empty, ErrorState, PaneHead, Select, Skeleton, StatusGlyph, useWords } from '../../ui/index.ts';
import type { FiguresSource } from './useOverviewBoard.ts';
import { overviewWords } from './words.ts';

/** Board whose numbers are the tiles of the overview and of its wall. */
export const OVERVIEW_BOARD = 'overview';
/** Tiles of the overview: more would push the timeline out of sight. */
const MOST_TILES = 8;

/** Panels of a board that are one number, in their order. */
export function tilePanels(panels: readonly Panel[]): Panel[] {
  return panels.filter((panel) => panel.kind === 'stat' || panel.kind === 'gauge').slice(0, MOST_TILES);
}

function LiveTile({ panel, store }: { panel: Panel; store: BoardStore }) {
  return <StatTile panel={panel} live={useLivePanel(store, panel.id)} />;
}

/** The numbers of the board "overview": value, limit, last week, course. */
export function KeyFigures({ store, source }: { store: BoardStore; source: FiguresSource | undefined }) {
  const t = useWords(overviewWords);
  const board = useQuery(api.boards.get.queryOptions({ input: { id: OVERVIEW_BOARD }, staleTime: 300_000 }));
  const panels = tilePanels(board.data?.panels ?? []);
  return (
    <section className="pane ov-tiles" aria-label={t('keyFigures')}>
      {source && source.options.length > 1 ? (
        <PaneHead title={t('keyFigures')} meta={t('ofSource', { name: source.name })}>
          <span className="ov-source">
            <Select
              label={t('chooseSource')}
              hideLabel
              value={source.id}
              options={source.options.map((one) => ({ value: one.value, label: one.text }))}
              onChange={(id) => {
                source.choose(id);
                leaveField();
              }}
              width={150}
            />
          </span>
        </PaneHead>
      ) : null}
      {board.isError && !board.data ? (
        <ErrorState
          kind="fail"
          title={t('figuresFailed')}
          raw={board.error.message}
          onRetry={() => void board.refetch()}
        />
      ) : !board.data ? (
        <Skeleton rows={2} />
      ) : panels.length === 0 ? (
        <Empty icon={<StatusGlyph kind="inconclusive" size={20} />} title={t('noFigures')} text={t('noFiguresText')} />
      ) : (
        <div className="ov-tile-grid">
          {panels.map((panel) => (
            <LiveTile key={panel.id} panel={panel} store={store} />
          ))}
        </div>
      )}
    </section>
  );
}
