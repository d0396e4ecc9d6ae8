import { Gauge } from 'lucide-react';
import { lazy } from 'react';
import type { Feature } from '../../app/registry.ts';
import { say } from '../../ui/index.ts';
import { emptyDraft, useDraft } from './plan/draft.ts';
import { RunEndToast } from './RunEndToast.tsx';
import { useLoadtestCommands } from './useLoadtestCommands.ts';
import { loadtestWords } from './words.ts';

export const feature: Feature = {
  id: 'loadtests',
  pages: [
    { path: '/loadtests', component: lazy(() => import('./list/RunsPage.tsx')), title: say(loadtestWords, 'title') },
    {
      path: '/loadtests/new',
      component: lazy(() => import('./plan/NewRunPage.tsx')),
      title: say(loadtestWords, 'newRun'),
    },
    {
      path: '/loadtests/$runId',
      component: lazy(() => import('./run/RunPage.tsx')),
      title: say(loadtestWords, 'runTitle'),
    },
  ],
  rail: { path: '/loadtests', icon: Gauge, label: say(loadtestWords, 'title'), order: 40, letter: 't' },
  useCommands: useLoadtestCommands,
  slots: { overlay: RunEndToast },
  forget: () => useDraft.setState(emptyDraft),
};
