import type { MessagePortMain } from 'electron';
import { describe, expect, it } from 'vitest';
import type { ShellEvent } from '#core/contract/shell.ts';
import { VirtualClock } from '#core/time/virtual-clock.ts';
import type { DisplayPlace } from './placement.ts';
import type { BodyEvents, WindowBody } from './window-body.ts';
import { mostWindows, type Rectangle, type WindowRecord } from './window-record.ts';
import { WindowStore } from './window-store.ts';
import { Windows } from './windows.ts';

interface FakeBody extends WindowBody {
  record: WindowRecord;
  at: Rectangle;
  events: BodyEvents;
  told: ShellEvent[];
  ports: [string, MessagePortMain][];
  destroyed: boolean;
}

const screen = (x: number): DisplayPlace => ({
  bounds: { x, y: 0, width: 1920, height: 1080 },
  workArea: { x, y: 0, width: 1920, height: 1040 },
});

function stage(stored: string | null = null) {
  const clock = new VirtualClock();
  const file = { text: stored, writes: 0 };
  const bodies: FakeBody[] = [];
  const warnings: string[] = [];
  const state = { displays: [screen(0), screen(1920)] };
  const store = new WindowStore({
    clock,
    read: () => file.text,
    write: (text) => {
      file.text = text;
      file.writes += 1;
    },
    warn: (reason) => void warnings.push(reason),
  });
  let ids = 0;
  const windows = new Windows({
    createBody: (record, bounds, events) => {
      const body: FakeBody = {
        contentsId: bodies.length + 100,
        record,
        at: bounds,
        events,
        told: [],
        ports: [],
        destroyed: false,
        focus: () => undefined,
        bounds: () => body.at,
        move: (to) => {
          body.at = to;
        },
        isFullscreen: () => record.fullscreen,
        setFullscreen: () => undefined,
        tell: (event) => void body.told.push(event),
        handOver: (nonce, port) => void body.ports.push([nonce, port]),
        destroy: () => {
          body.destroyed = true;
        },
      };
      bodies.push(body);
      return body;
    },
    displays: () => state.displays,
    store,
    clock,
    random: () => 0.5,
    newId: () => {
      ids += 1;
      return `w${ids}`;
    },
    warn: (what) => void warnings.push(what),
  });
  const body = (index: number): FakeBody => {
    const found = bodies[index];
    if (!found) throw new Error(`window ${index} was not opened`);
    return found;
  };
  const saved = () => (JSON.parse(file.text ?? '{"windows":[]}') as { windows: WindowRecord[] }).windows;
  return { bodies, body, clock, file, saved, state, warnings, windows };
}

describe('Windows', () => {
  it('opens one desk when there is nothing to restore', () => {
    const { windows, body } = stage();
    windows.restore();
    expect(windows.size).toBe(1);
    expect(body(0).record).toMatchObject({ role: 'desk', route: '/' });
  });

  it('puts every window of the last time back, with its page and its place', async () => {
    const first = stage();
    first.windows.restore();
    first.windows.open({ role: 'wall', route: '/wall/host', display: 1 });
    first.body(0).at = { x: 40, y: 50, width: 1000, height: 700 };
    first.body(0).events.changed();
    first.body(0).events.routed('/boards/host?range=1h');
    await first.clock.advance(500);
    const second = stage(first.file.text);
    second.windows.restore();
    expect(second.body(0)).toMatchObject({
      at: { x: 40, y: 50, width: 1000, height: 700 },
      record: { role: 'desk', route: '/boards/host?range=1h' },
    });
    expect(second.body(1)).toMatchObject({ record: { role: 'wall', route: '/wall/host', fullscreen: true } });
    expect(second.body(1).at.x).toBeGreaterThanOrEqual(1920);
  });

  it.each(['', '{"version":1,"windows":[', '{"version":9}', '{"version":1,"windows":[{"id":""}]}'])(
    'starts with a desk when the file of windows is %j',
    (text) => {
      const { windows, warnings } = stage(text);
      windows.restore();
      expect(windows.size).toBe(1);
      expect(warnings).toEqual(['windows cannot be read']);
    },
  );

  it('saves once a moved window rests, and at once when it loses the focus', async () => {
    const { windows, body, clock, file } = stage();
    windows.restore();
    await clock.advance(1_000);
    const before = file.writes;
    for (let step = 0; step < 20; step += 1) {
      body(0).events.changed();
      await clock.advance(50);
    }
    expect(file.writes).toBe(before);
    await clock.advance(500);
    expect(file.writes).toBe(before + 1);
    body(0).events.changed();
    body(0).events.blurred();
    expect(file.writes).toBe(before + 2);
  });

  it('forgets a closed window, but not the last one', async () => {
    const { windows, body, clock, saved } = stage();
    windows.restore();
    windows.open({ role: 'panel', route: '/panel/1' });
    body(1).events.closed();
    await clock.advance(1_000);
    expect(saved().map((record) => record.role)).toEqual(['desk']);
    body(0).events.closed();
    await clock.advance(1_000);
    expect(windows.size).toBe(0);
    expect(saved().map((record) => record.role)).toEqual(['desk']);
  });

  it('keeps all windows that close because the app ends', async () => {
    const { windows, body, clock, saved } = stage();
    windows.restore();
    windows.open({ role: 'wall', route: '/wall/host' });
    windows.end();
    body(0).events.closed();
    body(1).events.closed();
    await clock.advance(1_000);
    expect(saved()).toHaveLength(2);
  });

  it('opens a dead window again from its record, the new one before the old one goes', async () => {
    const { windows, body, bodies, clock } = stage();
    windows.restore();
    body(0).at = { x: 10, y: 20, width: 900, height: 600 };
    body(0).events.routed('/alerts');
    body(0).events.died('crashed');
    body(0).events.died('crashed');
    expect(bodies).toHaveLength(1);
    await clock.advance(500);
    expect(bodies).toHaveLength(2);
    expect(body(1)).toMatchObject({ at: { x: 10, y: 20 }, record: { route: '/alerts' }, destroyed: false });
    expect(body(0).destroyed).toBe(true);
    expect(windows.byContents(101)?.id).toBe(body(0).record.id);
    expect(windows.byContents(100)).toBeUndefined();
  });

  it('waits longer for a window that keeps dying', async () => {
    const { windows, body, bodies, clock } = stage();
    windows.restore();
    for (let death = 0; death < 6; death += 1) {
      body(death).events.died('crashed');
      await clock.advance(30_000);
    }
    expect(bodies).toHaveLength(7);
    body(6).events.died('crashed');
    await clock.advance(5_000);
    expect(bodies).toHaveLength(7);
  });

  it('ignores what a replaced body still reports', async () => {
    const { windows, body, clock } = stage();
    windows.restore();
    body(0).events.died('crashed');
    await clock.advance(500);
    body(0).events.closed();
    body(0).events.routed('/wrong');
    expect(windows.size).toBe(1);
    expect(windows.byContents(101)).toBeDefined();
  });

  it('brings windows home when their display goes', () => {
    const { windows, body, state } = stage();
    windows.restore();
    windows.open({ role: 'wall', route: '/wall/host', display: 1 });
    const desk = body(0).at;
    state.displays = [screen(0)];
    windows.rehome();
    expect(body(0).at).toEqual(desk);
    expect(body(1).at.x).toBeLessThan(1920);
  });

  it('does not open windows without end', () => {
    const { windows } = stage();
    for (let count = 0; count < mostWindows; count += 1) expect(windows.open({ role: 'desk', route: '/' })).toBe(true);
    expect(windows.open({ role: 'desk', route: '/' })).toBe(false);
  });
});
