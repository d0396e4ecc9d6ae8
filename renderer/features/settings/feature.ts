import { Settings2 } from 'lucide-react';
import { lazy } from 'react';
import type { Feature } from '../../app/registry.ts';
import { say } from '../../ui/index.ts';
import { useSettingsCommands } from './useSettingsCommands.ts';
import { settingsWords } from './words.ts';

export const feature: Feature = {
  id: 'settings',
  pages: [
    { path: '/settings', component: lazy(() => import('./SettingsPage.tsx')), title: say(settingsWords, 'title') },
  ],
  rail: {
    path: '/settings',
    icon: Settings2,
    label: say(settingsWords, 'title'),
    order: 100,
    letter: ',',
    atEnd: true,
  },
  useCommands: useSettingsCommands,
};
