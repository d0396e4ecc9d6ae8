import { useNavigate } from '@tanstack/react-router';
import { Settings2 } from 'lucide-react';
import type { Command } from '../../app/registry.ts';
import { say, useWords } from '../../ui/index.ts';
import { sections } from './sections.ts';
import { settingsWords } from './words.ts';

/** Every section of the settings by name. */
export function useSettingsCommands(): readonly Command[] {
  const navigate = useNavigate();
  const t = useWords(settingsWords);
  return sections.map((section) => ({
    id: `settings.${section}`,
    label: say(settingsWords, 'openSection', { section: t(section) }),
    group: 'goTo',
    icon: Settings2,
    also: [section],
    run: () =>
      navigate({
        to: '/settings',
        search: (old: Record<string, unknown>) => ({ from: old['from'], to: old['to'], section }),
      }),
  }));
}
