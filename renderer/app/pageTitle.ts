import { useEffect, useRef } from 'react';
import { create } from 'zustand';

/** A step of the path to a page. */
export interface Crumb {
  readonly label: string;
  readonly to?: string | undefined;
}

interface PageTitleStore {
  title: string | undefined;
  crumbs: readonly Crumb[];
}

/** Heading the open page gave itself; the top bar shows it as the one h1. */
export const usePageTitleStore = create<PageTitleStore>(() => ({ title: undefined, crumbs: [] }));

/** Names the subject of the open page (`#1842 checkout-peak`) and the path to it. Without it the registered title stands. */
export function usePageTitle(title: string | undefined, crumbs: readonly Crumb[] = []): void {
  const latest = useRef(crumbs);
  useEffect(() => {
    latest.current = crumbs;
  });
  // Crumbs are made anew at every render of a page: what they say counts, not which array says it.
  const path = JSON.stringify(crumbs);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `path` stands for what `latest` says
  useEffect(() => {
    usePageTitleStore.setState({ title, crumbs: latest.current });
    return () => {
      if (usePageTitleStore.getState().title === title) usePageTitleStore.setState({ title: undefined, crumbs: [] });
    };
  }, [title, path]);
}
