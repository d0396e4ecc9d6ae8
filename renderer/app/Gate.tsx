import { useEffect } from 'react';
import { useWords } from '../ui/words/useWords.ts';
import { EngineBanner } from './EngineBanner.tsx';
import { appWords } from './languages/appWords.ts';
import type { Registry } from './registry.ts';

/** All a window shows while nobody is signed in. A wall has no keyboard: it says where to sign in. */
export function Gate({ registry, wall }: { registry: Registry; wall: boolean }) {
  const t = useWords(appWords);
  useEffect(() => {
    document.title = t('product');
  });
  if (wall) {
    return (
      <main className="wall-page nobody">
        <h1>{t('signInAtDesk')}</h1>
        <p>{t('signInAtDeskText')}</p>
      </main>
    );
  }
  return (
    <main className="nobody-page">
      <EngineBanner />
      {registry.slot('gate').map((SignIn, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is fixed at build time
        <SignIn key={at} />
      ))}
    </main>
  );
}
