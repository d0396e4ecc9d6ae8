import type { Labels } from './frame.ts';

/** One text for one set of labels, whatever order they came in: the identity of a series. */
export function labelsKey(labels: Labels): string {
  const names = Object.keys(labels).sort();
  return JSON.stringify(names.map((name) => [name, labels[name] ?? '']));
}

/** Labels for people: `host=a, cpu=cpu0`, names sorted; empty when there are none. */
export function labelsText(labels: Labels): string {
  return Object.keys(labels)
    .sort()
    .map((name) => `${name}=${labels[name] ?? ''}`)
    .join(', ');
}
