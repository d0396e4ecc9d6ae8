import { Menu } from '@mantine/core';
import { AppWindow, Braces, Ellipsis, FileDown, Maximize2, Minimize2, Waypoints } from 'lucide-react';
import type { LivePanel } from '../../../live/index.ts';
import { IconButton, Kbd, useWords } from '../../../ui/index.ts';
import { boardWords } from '../words.ts';

export interface PanelMenuProps {
  title: string;
  live: LivePanel | undefined;
  full: boolean;
  onView: () => void;
  onProvenance: () => void;
  onCopyQuery: () => void;
  onCsv: () => void;
  /** Missing in the panel's own window. */
  onWindow: (() => void) | undefined;
}

const icon = { size: 14, strokeWidth: 1.4 } as const;

/** What can be done with a panel. */
export function PanelMenu({ title, live, full, onView, onProvenance, onCopyQuery, onCsv, onWindow }: PanelMenuProps) {
  const t = useWords(boardWords);
  const asked = (live?.provenance.length ?? 0) > 0;
  return (
    <Menu
      position="bottom-end"
      transitionProps={{ duration: 0 }}
      floatingStrategy="fixed"
      portalProps={{ target: '#content' }}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <IconButton icon={<Ellipsis {...icon} />} label={t('panelMenu', { title })} className="panel-menu" />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={full ? <Minimize2 {...icon} /> : <Maximize2 {...icon} />}
          rightSection={<Kbd keys={full ? 'Escape' : 'Enter'} />}
          onClick={onView}
        >
          {t(full ? 'leaveFull' : 'viewFull')}
        </Menu.Item>
        {onWindow ? (
          <Menu.Item leftSection={<AppWindow {...icon} />} onClick={onWindow}>
            {t('panelWindow')}
          </Menu.Item>
        ) : null}
        <Menu.Divider />
        <Menu.Item leftSection={<Waypoints {...icon} />} onClick={onProvenance}>
          {t('provenance')}
        </Menu.Item>
        <Menu.Item leftSection={<Braces {...icon} />} disabled={!asked} onClick={onCopyQuery}>
          {t('copyQuery')}
        </Menu.Item>
        <Menu.Item leftSection={<FileDown {...icon} />} disabled={!live || live.series.length === 0} onClick={onCsv}>
          {t('exportCsv')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
