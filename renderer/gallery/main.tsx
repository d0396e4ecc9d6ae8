import '../app/zod.ts';
import '../app/styles.css';
import { RouterProvider } from '@tanstack/react-router';
import { ChartSpline, LayoutGrid, SlidersHorizontal } from 'lucide-react';
import { createRoot } from 'react-dom/client';
import { Providers } from '../app/Providers.tsx';
import { composeFeatures } from '../app/registry.ts';
import { createAppRouter } from '../app/router.tsx';
import { feature as palette } from '../features/palette/feature.tsx';
import { Avatar, defineWords, say } from '../ui/index.ts';
import Charts from './Charts.tsx';
import Parts from './Parts.tsx';
import WallSheet from './WallSheet.tsx';

// A sheet for developers, no input of any build: every part and chart of the kit inside the real frame.
const words = defineWords(
  'gallery',
  { parts: 'States and parts', charts: 'Charts', settings: 'Settings' },
  {
    parts: '상태와 부품',
    charts: '차트',
    settings: '설정',
  },
);
const registry = composeFeatures([
  palette,
  {
    id: 'parts',
    pages: [{ path: '/parts', component: Parts, title: say(words, 'parts') }],
    rail: { path: '/parts', icon: LayoutGrid, label: say(words, 'parts'), order: 1, letter: 'p' },
    slots: {
      environment: () => (
        <button type="button" className="env">
          <span className="tag">PROD</span>Seoul
        </button>
      ),
      operator: () => (
        <span className="chip">
          <Avatar initials="KS" />
          <span className="t1">Kim Seoyeon</span>
          <span className="t3 who-role">Shift lead</span>
        </span>
      ),
    },
  },
  {
    id: 'charts',
    pages: [{ path: '/charts', component: Charts, title: say(words, 'charts') }],
    rail: { path: '/charts', icon: ChartSpline, label: say(words, 'charts'), order: 2, letter: 'c' },
  },
  {
    id: 'settings',
    pages: [{ path: '/wall/charts', component: WallSheet, title: say(words, 'charts') }],
    rail: { path: '/settings', icon: SlidersHorizontal, label: say(words, 'settings'), order: 9, atEnd: true },
  },
]);

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element #root');
createRoot(root).render(
  <Providers>
    <RouterProvider router={createAppRouter(registry)} />
  </Providers>,
);
