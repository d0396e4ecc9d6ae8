import { Server } from 'lucide-react';
import { lazy } from 'react';
import type { Feature } from '../../app/registry.ts';
import { say } from '../../ui/index.ts';
import { useHostCommands } from './useHostCommands.ts';
import { hostWords } from './words.ts';

export const feature: Feature = {
  id: 'hosts',
  pages: [{ path: '/hosts', component: lazy(() => import('./HostsPage.tsx')), title: say(hostWords, 'title') }],
  rail: { path: '/hosts', icon: Server, label: say(hostWords, 'title'), order: 60, letter: 'h' },
  useCommands: useHostCommands,
};
