import { type ReactNode, useEffect } from 'react';
import { Toasts } from '../ui/toasts/Toasts.tsx';
import { useWords } from '../ui/words/useWords.ts';
import { EngineBanner } from './EngineBanner.tsx';
import { appWords } from './languages/appWords.ts';
import { usePageTitleStore } from './pageTitle.ts';

/** A window that shows one thing: a panel torn off its board. Desk tokens, no frame. */
export function BarePage({ children }: { children: ReactNode }) {
  const t = useWords(appWords);
  const title = usePageTitleStore((state) => state.title) ?? t('product');
  useEffect(() => {
    document.title = `${title} · ${t('product')}`;
  });
  return (
    <>
      <main className="bare-page">
        <h1 className="sr">{title}</h1>
        <EngineBanner />
        {children}
      </main>
      <Toasts />
    </>
  );
}
