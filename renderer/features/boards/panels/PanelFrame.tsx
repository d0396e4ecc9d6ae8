import { type ReactNode, useState } from 'react';
import type { Panel } from '#core/boards/board.ts';
import {
  type BoardStore,
  drawnUnit,
  isStale,
  type LivePanel,
  readPanel,
  StatTile,
  stateOf,
  useLivePanel,
  useLocalized,
} from '../../../live/index.ts';
import { AgeStamp, classes, PaneHead, StatusGlyph, uiWords, useFormat, useNow, useWords } from '../../../ui/index.ts';
import { boardWords } from '../words.ts';
import { momentOf } from './moment.ts';
import { PanelContent } from './PanelContent.tsx';
import { PanelMenu } from './PanelMenu.tsx';
import { PanelState } from './PanelState.tsx';
import { ProvenanceDialog } from './ProvenanceDialog.tsx';
import { usePanelActions } from './usePanelActions.ts';

export interface PanelFrameProps {
  panel: Panel;
  store: BoardStore;
  values: Readonly<Record<string, string>> | undefined;
  full: boolean;
  /** The panel the keys act on. */
  active: boolean;
  /** Route of the panel's own window; missing inside it. */
  windowRoute: string | undefined;
  onView: () => void;
  onChoose: (variable: string) => void;
  onSelectRange: ((from: number, to: number) => void) | undefined;
}

function hasData(live: LivePanel | undefined): live is LivePanel {
  return (
    live !== undefined &&
    live.series.length > 0 &&
    (live.state === 'ok' || live.state === 'partial' || live.state === 'error')
  );
}

/** One panel of a board: head with its unit, state and age, the drawing or the reason why there is none, and its menu. */
export function PanelFrame(props: PanelFrameProps) {
  const { panel, store, values, full, active, windowRoute, onView, onChoose, onSelectRange } = props;
  const text = useLocalized();
  const live = useLivePanel(store, panel.id);
  const actions = usePanelActions();
  const [asking, setAsking] = useState(false);
  const title = text(panel.title);
  const menu = (
    <PanelMenu
      title={title}
      live={live}
      full={full}
      onView={onView}
      onProvenance={() => setAsking(true)}
      onCopyQuery={() => live && void actions.copyQuery(live)}
      onCsv={() => live && void actions.exportCsv(panel, live)}
      onWindow={windowRoute === undefined ? undefined : () => void actions.openWindow(windowRoute)}
    />
  );
  const dialog = asking ? (
    <ProvenanceDialog
      title={title}
      live={live}
      onCopyQuery={() => live && void actions.copyQuery(live)}
      onClose={() => setAsking(false)}
    />
  ) : null;
  const isStat = panel.kind === 'stat' && !full;
  const { x, y, w, h } = panel.grid;
  return (
    <section
      className={classes('pane board-panel', isStat && 'is-stat', full && 'is-full')}
      style={full ? undefined : { gridColumn: `${x + 1} / span ${w}`, gridRow: `${y + 1} / span ${h}` }}
      aria-label={title}
      data-panel={panel.id}
      tabIndex={active ? 0 : -1} // oxlint-disable-line jsx-a11y/no-noninteractive-tabindex
    >
      {isStat ? (
        <>
          <StatTile panel={panel} live={live} />
          {menu}
        </>
      ) : (
        <>
          <PanelHead panel={panel} live={live} title={title}>
            {menu}
          </PanelHead>
          {hasData(live) ? (
            <PanelContent panel={panel} live={live} full={full} onSelectRange={onSelectRange} />
          ) : (
            <PanelState panel={panel} live={live} values={values} onRetry={actions.retry} onChoose={onChoose} />
          )}
        </>
      )}
      {dialog}
    </section>
  );
}

function PanelHead({
  panel,
  live,
  title,
  children,
}: {
  panel: Panel;
  live: LivePanel | undefined;
  title: string;
  children: ReactNode;
}) {
  const t = useWords(boardWords);
  const ui = useWords(uiWords);
  const format = useFormat();
  const now = useNow();
  const { unit, suffix } = drawnUnit(panel.unit);
  const reading = readPanel(panel, live);
  const state = panel.thresholds.length > 0 && panel.kind !== 'table' ? stateOf(live, reading) : 'ok';
  const stale = isStale(live, now);
  const asked = panel.targets.length;
  const past = live && live.window.to < now - live.staleAfter;
  return (
    <PaneHead
      title={title}
      meta={suffix || format.unitName(unit) || undefined}
      level={2}
      lead={
        state === 'critical' || state === 'warning' ? (
          <StatusGlyph kind={state} size={13} label={ui(state)} />
        ) : undefined
      }
    >
      {live?.state === 'partial' ? (
        <span className="stamp c-source" title={live.error?.message}>
          <StatusGlyph kind="source" size={13} label={ui('source')} />
          {ui('partly', { answered: Math.min(asked - 1, new Set(live.series.map((one) => one.ref)).size), asked })}
        </span>
      ) : null}
      {live?.state === 'error' ? (
        <span className="stamp c-source" title={live.error?.message}>
          <StatusGlyph kind="source" size={13} label={ui('source')} />
          {live.error ? t('errorFor', { age: format.age(now - live.error.since) }) : t('errorNow')}
        </span>
      ) : past && !stale ? (
        <span className="stamp">{t('asOf', { time: momentOf(live.window.to, now, format) })}</span>
      ) : live && live.state !== 'loading' ? (
        <AgeStamp at={live.newestAt ?? undefined} now={now} staleAfter={live.staleAfter} />
      ) : null}
      {children}
    </PaneHead>
  );
}
