import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Command } from '../../app/registry.ts';
import { useRegistry } from '../../app/useRegistry.ts';

/** Every command of all features, and one "go to" for each section. */
export function useAllCommands(): readonly Command[] {
  const navigate = useNavigate();
  const registry = useRegistry();
  // biome-ignore lint/correctness/useHookAtTopLevel: the list of features is fixed when the program is built, so the hooks and their order are always the same
  const dynamic = registry.features.flatMap((feature) => feature.useCommands?.() ?? []);
  const fixed = useMemo(
    () => [
      ...registry.features.flatMap((feature) => feature.commands ?? []),
      ...registry.rail.map(
        (entry): Command => ({
          id: `go ${entry.path}`,
          label: entry.label,
          group: 'goTo',
          icon: entry.icon,
          run: () => navigate({ to: entry.path }),
          ...(entry.letter === undefined ? {} : { keys: `g ${entry.letter}` }),
        }),
      ),
    ],
    [navigate, registry],
  );
  return [...dynamic, ...fixed];
}
