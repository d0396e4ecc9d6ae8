import type { ReactNode } from 'react';
import { classes } from '../ui/classes.ts';
import { usePreferences } from '../ui/preferences.ts';
import { Toasts } from '../ui/toasts/Toasts.tsx';
import { useWords } from '../ui/words/useWords.ts';
import { EngineBanner } from './EngineBanner.tsx';
import { KeyMap } from './KeyMap.tsx';
import { appWords } from './languages/appWords.ts';
import { useOverlays } from './overlays.ts';
import { Rail } from './Rail.tsx';
import type { Registry } from './registry.ts';
import { StatusBar } from './StatusBar.tsx';
import { TopBar } from './TopBar.tsx';
import { useFrameKeys } from './useFrameKeys.ts';
import { useRangeInAddress } from './useRangeInAddress.ts';

/** The frame around every desk page: strip, top bar, rail, page, status bar; toasts and dialogs over them. */
export function Frame({ registry, children }: { registry: Registry; children: ReactNode }) {
  const t = useWords(appWords);
  const railOpen = usePreferences((state) => state.railOpen);
  const keyMap = useOverlays((state) => state.keyMap);
  useFrameKeys(registry);
  useRangeInAddress();
  return (
    <>
      <div className={classes('app', railOpen && 'rail-open')}>
        <button type="button" className="skip" onClick={() => document.getElementById('content')?.focus()}>
          {t('skip')}
        </button>
        <div className="strip-slot" aria-live="assertive">
          {registry.slot('strip').map((Strip, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is fixed at build time
            <Strip key={at} />
          ))}
        </div>
        <TopBar registry={registry} />
        <Rail entries={registry.rail} open={railOpen} />
        <main className="main" id="content" tabIndex={-1}>
          <EngineBanner />
          {children}
        </main>
        <StatusBar items={registry.statusItems} />
      </div>
      <Toasts />
      {keyMap ? <KeyMap /> : null}
      {registry.slot('overlay').map((Overlay, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is fixed at build time
        <Overlay key={at} />
      ))}
    </>
  );
}
