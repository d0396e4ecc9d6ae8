import { useNavigate } from '@tanstack/react-router';
import { Settings2 } from 'lucide-react';
import { useMemo } from 'react';
import type { Command } from '../../app/registry.ts';
import { resolve } from '../../ui/words/define.ts';
import { say, useLanguage } from '../../ui/index.ts';
import { sections } from './sections.ts';
import { settingsWords } from './words.ts';

/** Every section of the settings by name. */
export function useSettingsCommands(): readonly Command[] {
  const navigate = useNavigate();
  const language = useLanguage();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the name of a section is a text of the language of the moment
  return useMemo(
    () =>
      sections.map(
        (section): Command => ({
          id: `settings.${section}`,
          label: say(settingsWords, 'openSection', { section: resolve(say(settingsWords, section)) }),
          group: 'goTo',
          icon: Settings2,
          also: [section],
          run: () => navigate({ to: '/settings', search: (old: Record<string, unknown>) => ({ ...old, section }) }),
        }),
      ),
    [navigate, language],
  );
}
