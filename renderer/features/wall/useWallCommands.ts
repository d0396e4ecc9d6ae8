import { useNavigate } from '@tanstack/react-router';
import { MonitorUp } from 'lucide-react';
import type { Command } from '../../app/registry.ts';
import { say } from '../../ui/index.ts';
import { wallWords } from './words.ts';

/** Opening a wall from the command palette. */
export function useWallCommands(): readonly Command[] {
  const navigate = useNavigate();
  return [
    {
      id: 'wall.open',
      label: say(wallWords, 'openWall'),
      group: 'actions',
      icon: MonitorUp,
      also: ['kiosk', 'TV'],
      run: () => navigate({ to: '/walls' }),
    },
  ];
}
