import { ChartSpline } from 'lucide-react';
import { lazy } from 'react';
import type { Feature } from '../../app/registry.ts';
import { say } from '../../ui/index.ts';
import { useBoardCommands } from './useBoardCommands.ts';
import { boardWords } from './words.ts';

export const feature: Feature = {
  id: 'boards',
  pages: [
    { path: '/boards', component: lazy(() => import('./BoardsPage.tsx')), title: say(boardWords, 'title') },
    { path: '/boards/$boardId', component: lazy(() => import('./BoardPage.tsx')), title: say(boardWords, 'board') },
    {
      path: '/panel/$boardId/$panelId',
      component: lazy(() => import('./PanelPage.tsx')),
      title: say(boardWords, 'panel'),
    },
  ],
  rail: { path: '/boards', icon: ChartSpline, label: say(boardWords, 'title'), order: 30, letter: 'b' },
  useCommands: useBoardCommands,
};
