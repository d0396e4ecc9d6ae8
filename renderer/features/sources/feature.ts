import { Database } from 'lucide-react';
import { lazy } from 'react';
import type { Feature } from '../../app/registry.ts';
import { say } from '../../ui/index.ts';
import { useQueryDrafts } from './queryDrafts.ts';
import { useSourceCommands } from './useSourceCommands.ts';
import { sourceWords } from './words.ts';

export const feature: Feature = {
  id: 'sources',
  pages: [{ path: '/sources', component: lazy(() => import('./SourcesPage.tsx')), title: say(sourceWords, 'title') }],
  rail: { path: '/sources', icon: Database, label: say(sourceWords, 'title'), order: 70, letter: 's' },
  useCommands: useSourceCommands,
  forget: () => useQueryDrafts.setState({ drafts: {} }),
};
