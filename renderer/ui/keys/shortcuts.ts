import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import { usePreferences } from '../preferences.ts';
import type { Wording } from '../words/define.ts';
import { isApple } from './keyLabels.ts';

/** A key binding. `keys`: `mod+k`, `Escape`, `j`, or a sequence such as `g b`. */
export interface Shortcut {
  readonly keys: string;
  readonly label: Wording | string;
  /** Heading in the keyboard map. */
  readonly group?: Wording | string | undefined;
  /** Also acts while a dialog is open. */
  readonly inDialogs?: boolean | undefined;
  readonly run: (event: KeyboardEvent) => void;
}

interface ShortcutStore {
  shortcuts: readonly Shortcut[];
  add: (shortcut: Shortcut) => () => void;
}

/** Every binding that acts now; the keyboard map lists it. The newest binding of a key wins. */
export const useShortcuts = create<ShortcutStore>((set) => ({
  shortcuts: [],
  add: (shortcut) => {
    set(({ shortcuts }) => ({ shortcuts: [...shortcuts, shortcut] }));
    return () => set(({ shortcuts }) => ({ shortcuts: shortcuts.filter((other) => other !== shortcut) }));
  },
}));

/** Milliseconds a started sequence (`g …`) waits for its second key. */
const SEQUENCE_MS = 1200;

/** A key press in the grammar of shortcuts: `mod+k`, `shift+Enter`, `j`, `?`. */
export function pressOf(event: KeyboardEvent, apple: boolean = isApple()): string {
  const mod = apple ? event.metaKey : event.ctrlKey;
  const other = apple ? event.ctrlKey : event.metaKey;
  // With a Korean input mode `key` is a Hangul letter; the physical key still says what was meant.
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  const key = letter && !/^[a-z]$/i.test(event.key) ? letter.toLowerCase() : event.key;
  const plain = key.length === 1 ? key.toLowerCase() : key;
  const shift = event.shiftKey && (key.length > 1 || /[a-z]/i.test(key));
  return [mod && 'mod', other && 'ctrl', event.altKey && 'alt', shift && 'shift', plain].filter(Boolean).join('+');
}

function inField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}

/** Keys that act without a modifier: they yield to fields and can be turned off. */
function isSingle(keys: string): boolean {
  return keys.split(' ').every((press) => press.length === 1);
}

/** Starts listening for shortcuts on a document; returns the way to stop. One listener serves the whole page. */
export function listenForShortcuts(page: Document): () => void {
  let started = '';
  let startedAt = 0;
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const press = pressOf(event);
    const typing = inField(event.target);
    const dialog = page.querySelector('[aria-modal="true"]') !== null;
    const letters = usePreferences.getState().singleLetters;
    const sequence = started !== '' && event.timeStamp - startedAt < SEQUENCE_MS ? `${started} ${press}` : press;
    const usable = useShortcuts
      .getState()
      .shortcuts.filter(
        (shortcut) => (!dialog || shortcut.inDialogs === true) && (!isSingle(shortcut.keys) || (letters && !typing)),
      );
    const found = usable.findLast((shortcut) => shortcut.keys === sequence) ?? usable.findLast((s) => s.keys === press);
    started = '';
    if (found) {
      event.preventDefault();
      found.run(event);
    } else if (usable.some((shortcut) => shortcut.keys.startsWith(`${press} `))) {
      started = press;
      startedAt = event.timeStamp;
    }
  };
  page.addEventListener('keydown', onKey);
  return () => page.removeEventListener('keydown', onKey);
}

/** Binds a key while the component is shown. `run` may change between renders without binding anew. */
export function useShortcut(
  keys: string | undefined,
  run: (event: KeyboardEvent) => void,
  about: { label: Wording | string; group?: Wording | string; inDialogs?: boolean },
): void {
  const latest = useRef(run);
  const told = useRef(about);
  useEffect(() => {
    latest.current = run;
    told.current = about;
  });
  useEffect(() => {
    if (keys === undefined) return undefined;
    const { label, group, inDialogs } = told.current;
    return useShortcuts.getState().add({ keys, label, group, inDialogs, run: (event) => latest.current(event) });
  }, [keys]);
}
