import { Activity } from 'lucide-react';
import { expect, it } from 'vitest';
import { say } from '../ui/words/define.ts';
import { appWords } from './languages/appWords.ts';
import { composeFeatures, type Feature } from './registry.ts';

const page = (path: string) => ({ path, component: () => null, title: say(appWords, 'product') });
const rail = (path: string, order: number, letter: string) => ({
  path,
  icon: Activity,
  label: say(appWords, 'product'),
  order,
  letter,
});

it('orders the rail and the status bar whatever the order of the features', () => {
  const item = (id: string, order: number) => ({ id, order, component: () => null });
  const registry = composeFeatures([
    { id: 'b', rail: rail('/b', 20, 'b'), statusItems: [item('late', 9)] },
    { id: 'a', rail: rail('/a', 10, 'a'), statusItems: [item('early', 1)] },
  ]);
  expect(registry.rail.map((entry) => entry.path)).toEqual(['/a', '/b']);
  expect(registry.statusItems.map((one) => one.id)).toEqual(['early', 'late']);
});

it.each<[string, Feature[]]>([
  [
    'page: /x',
    [
      { id: 'a', pages: [page('/x')] },
      { id: 'b', pages: [page('/x')] },
    ],
  ],
  ['feature id: a', [{ id: 'a' }, { id: 'a' }]],
  [
    'rail letter: b',
    [
      { id: 'a', rail: rail('/a', 1, 'b') },
      { id: 'b', rail: rail('/b', 2, 'b') },
    ],
  ],
])('refuses two features that contribute the same %s', (twice, features) => {
  expect(() => composeFeatures(features)).toThrow(twice);
});
