import { ScrollText } from 'lucide-react';
import { lazy } from 'react';
import type { Feature } from '../../app/registry.ts';
import { say } from '../../ui/index.ts';
import { auditWords } from './words.ts';

export const feature: Feature = {
  id: 'audit',
  pages: [{ path: '/audit', component: lazy(() => import('./AuditPage.tsx')), title: say(auditWords, 'title') }],
  rail: { path: '/audit', icon: ScrollText, label: say(auditWords, 'title'), order: 85, letter: 'u' },
};
