import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useShortcut, useShortcuts } from '../ui/keys/shortcuts.ts';
import { say } from '../ui/words/define.ts';
import { appWords } from './languages/appWords.ts';
import { useOverlays } from './overlays.ts';
import type { Registry } from './registry.ts';

/** Keys of the frame: palette, keyboard map, `G` and a letter for every section, and the keys of registered commands. */
export function useFrameKeys(registry: Registry): void {
  const navigate = useNavigate();
  const open = useOverlays((state) => state.open);
  const everywhere = say(appWords, 'everywhere');
  useShortcut('mod+k', () => open('palette'), { label: say(appWords, 'openPalette'), group: everywhere });
  useShortcut('?', () => open('keyMap'), { label: say(appWords, 'showKeys'), group: everywhere });
  useEffect(() => {
    const { add } = useShortcuts.getState();
    const go = registry.rail.flatMap((entry) =>
      entry.letter === undefined
        ? []
        : [
            add({
              keys: `g ${entry.letter}`,
              label: entry.label,
              group: say(appWords, 'go'),
              run: () => void navigate({ to: entry.path }),
            }),
          ],
    );
    const commands = registry.features
      .flatMap((feature) => feature.commands ?? [])
      .flatMap((command) =>
        command.keys === undefined || command.refused !== undefined
          ? []
          : [
              add({
                keys: command.keys,
                label: command.label,
                group: say(appWords, 'everywhere'),
                run: () => void command.run(),
              }),
            ],
      );
    return () => {
      for (const remove of [...go, ...commands]) remove();
    };
  }, [registry, navigate]);
}
