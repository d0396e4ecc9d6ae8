import { expect, it } from 'vitest';
import { panelSchema } from '#core/boards/board.ts';
import type { HeldSeries } from '#core/metrics/held-series.ts';
import { maxGone, type PanelQuery, PanelState } from './panel-state.ts';

const churned = 100_000;

function aPanel() {
  const panel = panelSchema.parse({
    id: 'p',
    kind: 'timeseries',
    title: 'p',
    grid: { x: 0, y: 0, w: 1, h: 1 },
    targets: [{ ref: 'A', target: { kind: 'select', measurement: 'cpu', fields: ['v'] } }],
    source: 's',
  });
  const series = new Map<string, HeldSeries>();
  const query: PanelQuery = {
    ref: 'A',
    naming: { legend: '', fieldNames: {}, severalFields: false },
    shift: 0,
    derivation: { divideBy: undefined, bucket: undefined, offset: 0, now: () => 0 },
    view: { series, answered: true, problem: null, provenance: null, newestAt: 1000 },
  };
  const state = new PanelState(panel, 60_000);
  state.addQuery(query);
  let sequence = 0;
  const note = (changed: readonly string[], removed: readonly string[]) => {
    sequence += 1;
    for (const key of removed) series.delete(key);
    for (const key of changed)
      series.set(key, { key, name: key, field: 'v', labels: { pod: key }, times: [1000], values: [1] });
    state.note(query, { series: new Map(changed.map((key) => [key, 1000])), removed }, sequence);
    return sequence;
  };
  return { state, note };
}

it('forgets series that are long gone: a reader that is behind gets the panel whole, others what they lack', () => {
  const { state, note } = aPanel();
  const first = note(['stays', 'pod-0'], []);
  let last = first;
  for (let at = 1; at <= churned; at += 1) last = note([`pod-${at}`], [`pod-${at - 1}`]);
  expect(state.knowsSince(first)).toBe(false);
  // Whatever is asked, no more is held than what is remembered.
  expect(state.since(0, 0).removed).toHaveLength(maxGone);
  expect(state.knowsSince(last - maxGone)).toBe(true);
  expect(state.knowsSince(last - maxGone - 1)).toBe(false);
  expect(state.since(last - 2, 0).removed).toEqual([`A|0|pod-${churned - 2}`, `A|0|pod-${churned - 1}`]);
  expect(state.since(last - 2, 0).series.map((one) => one.key)).toEqual([`A|0|pod-${churned}`]);
});

it('does not take a series for gone that came back', () => {
  const { state, note } = aPanel();
  note(['back'], []);
  const before = note([], ['back']);
  note(['back'], []);
  for (let at = 0; at < maxGone; at += 1) note([`pod-${at}`], at === 0 ? [] : [`pod-${at - 1}`]);
  expect(state.knowsSince(before)).toBe(true);
  expect(state.since(before - 1, 0).removed).not.toContain('A|0|back');
  expect(state.since(before - 1, 0).series.map((one) => one.key)).toContain('A|0|back');
});
