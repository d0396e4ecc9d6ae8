import { Keyboard, Languages, Moon, PanelLeft, Sun, SunMoon } from 'lucide-react';
import { usePreferences } from '../ui/preferences.ts';
import { say } from '../ui/words/define.ts';
import { appWords } from './languages/appWords.ts';
import { useOverlays } from './overlays.ts';
import type { Command } from './registry.ts';

/** Commands of the frame itself: appearance, language, rail, keys. What is already so is left out. */
export function useFrameCommands(): readonly Command[] {
  const { scheme, language, railOpen, set } = usePreferences();
  const open = useOverlays((state) => state.open);
  const schemes = [
    { value: 'dark', label: say(appWords, 'useDark'), icon: Moon },
    { value: 'light', label: say(appWords, 'useLight'), icon: Sun },
    { value: 'auto', label: say(appWords, 'useAuto'), icon: SunMoon },
  ] as const;
  const languages = [
    { value: 'en', label: say(appWords, 'useEnglish'), also: ['english'] },
    { value: 'ko', label: say(appWords, 'useKorean'), also: ['한국어', 'korean'] },
  ] as const;
  return [
    ...schemes
      .filter((choice) => choice.value !== scheme)
      .map(
        (choice): Command => ({
          id: `scheme ${choice.value}`,
          label: choice.label,
          group: 'commands',
          icon: choice.icon,
          run: () => set({ scheme: choice.value }),
        }),
      ),
    ...languages
      .filter((choice) => choice.value !== language)
      .map(
        (choice): Command => ({
          id: `language ${choice.value}`,
          label: choice.label,
          group: 'commands',
          icon: Languages,
          also: choice.also,
          run: () => set({ language: choice.value }),
        }),
      ),
    {
      id: 'rail',
      label: say(appWords, railOpen ? 'closeRail' : 'openRail'),
      group: 'commands',
      icon: PanelLeft,
      run: () => set({ railOpen: !railOpen }),
    },
    {
      id: 'keys',
      label: say(appWords, 'showKeys'),
      group: 'commands',
      icon: Keyboard,
      keys: '?',
      run: () => open('keyMap'),
    },
  ];
}
