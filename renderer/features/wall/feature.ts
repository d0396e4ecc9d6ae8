import { lazy } from 'react';
import type { Feature } from '../../app/registry.ts';
import { say } from '../../ui/index.ts';
import { useWallCommands } from './useWallCommands.ts';
import { wallWords } from './words.ts';

export const feature: Feature = {
  id: 'wall',
  pages: [
    { path: '/walls', component: lazy(() => import('./WallsPage.tsx')), title: say(wallWords, 'walls') },
    { path: '/wall/overview', component: lazy(() => import('./WallOverviewPage.tsx')), title: say(wallWords, 'wall') },
    {
      path: '/wall/boards/$boardId',
      component: lazy(() => import('./WallBoardPage.tsx')),
      title: say(wallWords, 'wall'),
    },
  ],
  useCommands: useWallCommands,
};
