import { Menu } from '@mantine/core';
import { AppWindow, Ellipsis, FileJson, MonitorUp, Undo2, ZoomOut } from 'lucide-react';
import type { Board } from '#core/boards/board.ts';
import { useCrosshair } from '../../charts/index.ts';
import { type BoardStore, useLiveBoard, type VariableChoice } from '../../live/index.ts';
import { Button, Chip, IconButton, Kbd, Toolbar, useFormat, useNow, useWords } from '../../ui/index.ts';
import { CROSSHAIR } from './panels/PanelContent.tsx';
import { VariablesBar } from './VariablesBar.tsx';
import { boardWords } from './words.ts';

export interface BoardBarProps {
  board: Board;
  store: BoardStore;
  choices: readonly VariableChoice[] | undefined;
  lastWeek: boolean;
  onChoose: (name: string, value: string) => void;
  onLastWeek: () => void;
  onUndoZoom: (() => void) | undefined;
  onWindow: () => void;
  onWall: () => void;
  onExport: () => void;
}

const icon = { size: 14, strokeWidth: 1.4 } as const;

/** Bar over a board: its variables, last week, the shared crosshair, the age of its data, and where it can go. */
export function BoardBar(props: BoardBarProps) {
  const { board, store, choices, lastWeek, onChoose, onLastWeek, onUndoZoom, onWindow, onWall, onExport } = props;
  const t = useWords(boardWords);
  return (
    <div className="board-bar-place">
      <Toolbar label={t('variables')}>
        {choices ? <VariablesBar choices={choices} onChoose={onChoose} /> : null}
        {choices && choices.length > 0 ? <span className="div" /> : null}
        <Chip on={lastWeek} icon={<Undo2 {...icon} />} onClick={onLastWeek}>
          {t('lastWeek')} <Kbd keys="w" />
        </Chip>
        {onUndoZoom ? (
          <Chip icon={<ZoomOut {...icon} />} onClick={onUndoZoom}>
            {t('undoZoom')} <Kbd keys="z" />
          </Chip>
        ) : null}
        <span className="row bar-end">
          <CrosshairTime />
          <BoardAge store={store} panels={board.panels.length} />
          <Button small tone="ghost" icon={<MonitorUp {...icon} />} onClick={onWall}>
            {t('toWall')}
          </Button>
          <Menu
            position="bottom-end"
            transitionProps={{ duration: 0 }}
            floatingStrategy="fixed"
            portalProps={{ target: '#content' }}
            withInitialFocusPlaceholder={false}
          >
            <Menu.Target>
              <IconButton icon={<Ellipsis {...icon} />} label={t('more')} />
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<AppWindow {...icon} />} onClick={onWindow}>
                {t('openWindow')}
              </Menu.Item>
              <Menu.Item leftSection={<FileJson {...icon} />} onClick={onExport}>
                {t('exportBoard')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </span>
      </Toolbar>
    </div>
  );
}

function CrosshairTime() {
  const t = useWords(boardWords);
  const format = useFormat();
  const at = useCrosshair((state) => state.at[CROSSHAIR]);
  if (at === undefined) return null;
  return (
    <span className="f11 t3 only-xl">
      {t('crosshair')} <b className="t1 w5 num">{format.time(at)}</b>
    </span>
  );
}

function BoardAge({ store, panels }: { store: BoardStore; panels: number }) {
  const t = useWords(boardWords);
  const format = useFormat();
  const now = useNow();
  const { newestAt, queries, missed } = useLiveBoard(store);
  return (
    <span className="f11 t3 row">
      <span className="only-xl">
        {t('panelCount', { count: panels })} · {t('queryCount', { count: queries })} ·
      </span>
      <span>{newestAt === null ? t('noPoint') : t('newest', { age: format.age(now - newestAt) })}</span>
      {missed > 0 ? (
        <span className="only-xl" title={t('missedWhy')}>
          · {t('missed', { count: missed })}
        </span>
      ) : null}
    </span>
  );
}
