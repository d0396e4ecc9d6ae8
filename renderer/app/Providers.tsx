import { MantineProvider, useMantineColorScheme } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { listenForShortcuts } from '../ui/keys/shortcuts.ts';
import { usePreferences } from '../ui/preferences.ts';
import { switchLanguage } from '../ui/words/useWords.ts';
import { queryClient } from './queryClient.ts';
import { cssVariables, theme } from './theme.ts';

/** Applies the operator's language and appearance to the page, and listens for keys. */
function Apply({ children }: { children: ReactNode }) {
  const language = usePreferences((state) => state.language);
  const scheme = usePreferences((state) => state.scheme);
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => switchLanguage(language), [language]);
  useEffect(() => setColorScheme(scheme), [scheme, setColorScheme]);
  useEffect(() => listenForShortcuts(document), []);
  // Another window of this profile changed them: all windows follow.
  useEffect(() => {
    const follow = (event: StorageEvent) => {
      if (event.key === 'watchfloor.preferences') void usePreferences.persist.rehydrate();
    };
    window.addEventListener('storage', follow);
    return () => window.removeEventListener('storage', follow);
  }, []);
  return children;
}

/** Everything a page needs around it. */
export function Providers({ children }: { children: ReactNode }) {
  const scheme = usePreferences((state) => state.scheme);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme={scheme}>
      <QueryClientProvider client={queryClient}>
        <Apply>{children}</Apply>
      </QueryClientProvider>
    </MantineProvider>
  );
}
