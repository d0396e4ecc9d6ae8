import { LayoutDashboard } from 'lucide-react';
import { lazy } from 'react';
import type { Feature } from '../../app/registry.ts';
import { say } from '../../ui/index.ts';
import { overviewWords } from './words.ts';

export const feature: Feature = {
  id: 'overview',
  pages: [{ path: '/', component: lazy(() => import('./OverviewPage.tsx')), title: say(overviewWords, 'title') }],
  rail: { path: '/', icon: LayoutDashboard, label: say(overviewWords, 'title'), order: 10, letter: 'o' },
};
