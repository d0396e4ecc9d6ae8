import { describe, expect, it } from 'vitest';
import { DiskWatch, nextLevel } from './watch.ts';

const limits = { warnFree: 0.1, stopFree: 0.03 };

describe('the policy for a full disk', () => {
  it('warns, stops, and leaves a level only with room to spare', () => {
    expect(nextLevel('ok', 0.2, limits)).toBe('ok');
    expect(nextLevel('ok', 0.099, limits)).toBe('warn');
    expect(nextLevel('warn', 0.105, limits)).toBe('warn');
    expect(nextLevel('warn', 0.111, limits)).toBe('ok');
    expect(nextLevel('warn', 0.029, limits)).toBe('stop');
    expect(nextLevel('stop', 0.035, limits)).toBe('stop');
    expect(nextLevel('stop', 0.041, limits)).toBe('warn');
  });

  it('does not know the size of a disk it cannot read, and keeps the level', async () => {
    let fails = false;
    const watch = new DiskWatch(
      '/data',
      () => limits,
      () => (fails ? Promise.reject(new Error('EIO')) : Promise.resolve({ free: 5, total: 100 })),
    );
    await watch.look();
    fails = true;
    await expect(watch.look()).rejects.toThrow('EIO');
    expect(watch.state()).toMatchObject({ free: 0, total: 0, level: 'warn' });
  });

  it('tells its listeners once for each change', async () => {
    let free = 50;
    const seen: string[] = [];
    const watch = new DiskWatch(
      '/data',
      () => limits,
      () => Promise.resolve({ free, total: 100 }),
    );
    watch.onChange((state) => seen.push(state.level));
    await watch.look();
    free = 2;
    await watch.look();
    await watch.look();
    free = 60;
    await watch.look();
    expect(seen).toEqual(['stop', 'ok']);
  });
});
