import { useSyncExternalStore } from 'react';

/** Tokens a canvas needs: it cannot read CSS variables itself. */
export interface ChartTheme {
  /** Value of a token without its `--`, e.g. `s1`, `critical-mark`. */
  token: (name: string) => string;
  /** Surface and scheme it was read in. */
  name: string;
}

let cached: ChartTheme | undefined;

function read(): ChartTheme {
  // Asked of the page each time: the first charts are drawn before anything watches it.
  const { surface, mantineColorScheme } = document.documentElement.dataset;
  const name = `${surface ?? ''} ${mantineColorScheme ?? ''}`;
  if (cached?.name === name) return cached;
  const style = getComputedStyle(document.documentElement);
  const known = new Map<string, string>();
  const token = (name: string): string => {
    let value = known.get(name);
    if (value === undefined) {
      value = style.getPropertyValue(`--${name}`).trim();
      known.set(name, value);
    }
    return value;
  };
  cached = { token, name };
  return cached;
}

const listeners = new Set<() => void>();
let observer: MutationObserver | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!observer) {
    observer = new MutationObserver(() => {
      for (const notify of listeners) notify();
    });
    observer.observe(document.documentElement, { attributeFilter: ['data-surface', 'data-mantine-color-scheme'] });
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    observer?.disconnect();
    observer = undefined;
  };
}

/** Tokens of the present scheme and surface; charts draw again when either is switched. */
export function useChartTheme(): ChartTheme {
  return useSyncExternalStore(subscribe, read, read);
}
