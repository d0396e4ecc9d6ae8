import { Activity } from 'lucide-react';
import { lazy } from 'react';
import type { Feature } from '../../app/registry.ts';
import { say } from '../../ui/index.ts';
import { DiskItem, QueriesItem, RunItem, SamplesItem, SourcesItem } from './StatusItems.tsx';
import { healthWords } from './words.ts';

export const feature: Feature = {
  id: 'health',
  pages: [{ path: '/health', component: lazy(() => import('./HealthPage.tsx')), title: say(healthWords, 'title') }],
  rail: { path: '/health', icon: Activity, label: say(healthWords, 'title'), order: 90, letter: 'e' },
  statusItems: [
    { id: 'health.queries', order: 10, component: QueriesItem, onlyXl: true },
    { id: 'health.sources', order: 20, component: SourcesItem },
    { id: 'health.samples', order: 30, component: SamplesItem, onlyXl: true },
    { id: 'health.run', order: 40, component: RunItem },
    { id: 'health.disk', order: 50, component: DiskItem },
  ],
};
