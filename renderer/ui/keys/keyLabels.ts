const names: Readonly<Record<string, string>> = {
  enter: '↵',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  shift: 'Shift',
  alt: 'Alt',
  tab: 'Tab',
  ' ': 'Space',
};

/** Whether the command key of this machine is ⌘. */
export function isApple(platform: string = globalThis.navigator?.platform ?? ''): boolean {
  return /mac|iphone|ipad/i.test(platform);
}

/** Printed names of a shortcut: one label a key press, e.g. `mod+k` → `['Ctrl K']`, `g b` → `['G', 'B']`. */
export function keyLabels(keys: string, apple: boolean = isApple()): string[] {
  const one = (key: string) => {
    if (key === 'mod') return apple ? '⌘' : 'Ctrl';
    return names[key.toLowerCase()] ?? (key.length === 1 ? key.toUpperCase() : key);
  };
  return keys.split(' ').map((press) => press.split('+').map(one).join(' '));
}
