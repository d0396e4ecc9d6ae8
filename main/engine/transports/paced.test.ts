import { getEventMeta } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { type Feed, StreamRegistry } from './paced.ts';

/** Counts up; remembers the last `memory` increments. */
class Counter implements Feed<number[]> {
  epoch = 'e1';
  #listeners = new Set<() => void>();
  #all: number[] = [];
  #memory: number;

  constructor(memory: number) {
    this.#memory = memory;
  }

  add(value: number) {
    this.#all.push(value);
    for (const listener of this.#listeners) listener();
  }
  sequence() {
    return this.#all.length;
  }
  full() {
    return [...this.#all];
  }
  since(sequence: number) {
    return sequence < this.#all.length - this.#memory ? undefined : this.#all.slice(sequence);
  }
  onChange(listener: () => void) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  get listeners() {
    return this.#listeners.size;
  }
}

function read(registry: StreamRegistry, feed: Counter, lastEventId?: string) {
  const stop = new AbortController();
  const events = registry.paced(feed, { stream: 's', what: 'test', operator: 'me', signal: stop.signal, lastEventId });
  return { events, stop: () => stop.abort() };
}

const take = async (events: AsyncGenerator<{ kind: string; missed: number; data: number[] }, void, undefined>) => {
  const { value } = await events.next();
  if (!value) throw new Error('stream ended');
  return { kind: value.kind, missed: value.missed, data: value.data, id: getEventMeta(value)?.id };
};

describe('a paced stream', () => {
  it('starts with the whole state, then sends what is new', async () => {
    const registry = new StreamRegistry();
    const feed = new Counter(100);
    feed.add(1);
    feed.add(2);
    const { events, stop } = read(registry, feed);
    expect(await take(events)).toEqual({ kind: 'full', missed: 0, data: [1, 2], id: 'e1:2' });
    feed.add(3);
    expect(await take(events)).toEqual({ kind: 'delta', missed: 0, data: [3], id: 'e1:3' });
    stop();
    await events.return();
  });

  it('stops at two unacknowledged events and then sends everything in one', async () => {
    const registry = new StreamRegistry();
    const feed = new Counter(100);
    feed.add(1);
    const { events, stop } = read(registry, feed);
    await take(events);
    feed.add(2);
    await take(events);
    feed.add(3);
    feed.add(4);
    const next = take(events);
    let arrived = false;
    void next.then(() => {
      arrived = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(arrived).toBe(false);
    feed.add(5);
    expect(registry.acknowledge('s', 2)).toBe(true);
    expect(await next).toEqual({ kind: 'delta', missed: 2, data: [3, 4, 5], id: 'e1:5' });
    stop();
    await events.return();
  });

  it('gives back all credit for one acknowledgement of the newest event', async () => {
    const registry = new StreamRegistry();
    const feed = new Counter(100);
    feed.add(1);
    const { events, stop } = read(registry, feed);
    await take(events);
    feed.add(2);
    await take(events);
    // The acknowledgement of the first event was lost; the one of the second counts for both.
    registry.acknowledge('s', 2);
    feed.add(3);
    expect((await take(events)).data).toEqual([3]);
    feed.add(4);
    expect((await take(events)).data).toEqual([4]);
    stop();
    await events.return();
  });

  it('gives a reader that is too far behind the full state and says how much it missed', async () => {
    const registry = new StreamRegistry();
    const feed = new Counter(1);
    feed.add(1);
    const { events, stop } = read(registry, feed);
    await take(events);
    for (const value of [2, 3, 4]) feed.add(value);
    expect(await take(events)).toEqual({ kind: 'full', missed: 2, data: [1, 2, 3, 4], id: 'e1:4' });
    stop();
    await events.return();
  });

  it('goes on after a last event id of the same epoch and starts anew after another', async () => {
    const registry = new StreamRegistry();
    const feed = new Counter(100);
    for (const value of [1, 2, 3]) feed.add(value);
    const again = read(registry, feed, 'e1:2');
    expect(await take(again.events)).toEqual({ kind: 'delta', missed: 0, data: [3], id: 'e1:3' });
    again.stop();
    await again.events.return();
    for (const id of ['e0:2', 'e1:99', 'e1:x', 'nonsense']) {
      const other = read(registry, feed, id);
      expect((await take(other.events)).kind).toBe('full');
      other.stop();
      await other.events.return();
    }
  });

  it('leaves nothing behind when its reader goes', async () => {
    const registry = new StreamRegistry();
    const feed = new Counter(10);
    feed.add(1);
    const { events, stop } = read(registry, feed);
    await take(events);
    const pending = events.next();
    stop();
    expect((await pending).done).toBe(true);
    expect(feed.listeners).toBe(0);
    expect(registry.readers()).toEqual([]);
    expect(registry.acknowledge('s', 1)).toBe(false);
  });
});
