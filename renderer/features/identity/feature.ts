import { Users } from 'lucide-react';
import { lazy } from 'react';
import type { Feature } from '../../app/registry.ts';
import { say } from '../../ui/index.ts';
import { OperatorMenu } from './OperatorMenu.tsx';
import { SignInGate } from './SignInGate.tsx';
import { identityWords } from './words.ts';

export const feature: Feature = {
  id: 'identity',
  pages: [
    {
      path: '/operators',
      component: lazy(() => import('./OperatorsPage.tsx')),
      title: say(identityWords, 'operators'),
    },
  ],
  rail: {
    path: '/operators',
    icon: Users,
    label: say(identityWords, 'operators'),
    order: 95,
    letter: 'p',
    atEnd: true,
  },
  slots: { operator: OperatorMenu, gate: SignInGate },
};
