import { Signpost } from 'lucide-react';
import type { Feature } from '../../app/registry.ts';
import { say } from '../../ui/index.ts';
import { Tour } from './Tour.tsx';
import { useTour } from './tourStore.ts';
import { tourWords } from './words.ts';

export const feature: Feature = {
  id: 'tour',
  commands: [
    {
      id: 'tour.show',
      label: say(tourWords, 'show'),
      hint: say(tourWords, 'showHint'),
      group: 'commands',
      icon: Signpost,
      also: ['tour', 'help', 'first steps', '안내', '도움말'],
      run: () => useTour.getState().restart(),
    },
  ],
  slots: { overlay: Tour },
};
