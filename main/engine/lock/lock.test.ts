import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineLock } from '#core/contract/host.ts';
import { type HolderPorts, isHeld } from './holder.ts';
import { LockedError, takeLock } from './lock.ts';
import { removeLeftBehind } from './lock-file.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'watchfloor-lock-'));
  path = join(folder, 'engine.lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const claim = (epoch: string) => ({ host: null, startedAt: 0, version: '1.0.0', epoch });
const address = { port: 7007, url: 'http://127.0.0.1:7007', write: null, control: 'a-secret-of-some-length' };
const other: EngineLock = { pid: 4_000_000, ...claim('other'), ...address };
const content = () => JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;

/** A machine whose pid 4,000,000 is what a test says; sleeping costs nothing. */
function machine(change: Partial<HolderPorts> & { command?: string; started?: string; listed?: boolean } = {}) {
  const { command = 'node engine.mjs', started = 'then', listed = true, ...ports } = change;
  const slept: number[] = [];
  const holder: HolderPorts = {
    processes: {
      find: (pid) => Promise.resolve(pid === process.pid || listed ? { pid, parent: 1, started, command } : undefined),
    },
    signal: () => 'there',
    answers: () => Promise.resolve(false),
    sleep: (ms) => {
      slept.push(ms);
      return Promise.resolve();
    },
    ...ports,
  };
  return { holder, slept };
}

describe('takeLock', () => {
  it('says "starting" at once, where it listens later, and is gone at the end', async () => {
    const lock = await takeLock(folder, claim('a'));
    expect(content()).toMatchObject({ state: 'starting', pid: process.pid, epoch: 'a' });
    // Windows knows no such bits.
    expect(process.platform === 'win32' || (statSync(path).mode & 0o777) === 0o600).toBe(true);
    lock.publish(address);
    expect(content()).toMatchObject({ pid: process.pid, port: 7007 });
    expect(content()).not.toHaveProperty('state');
    lock.setWrite('http://127.0.0.1:8186');
    expect(content()).toMatchObject({ write: 'http://127.0.0.1:8186' });
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('gives the directory to exactly one of many starts at once', async () => {
    const starts = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => takeLock(folder, claim(`e${n}`))));
    const won = starts.filter((start) => start.status === 'fulfilled');
    expect(won).toHaveLength(1);
    const refusals = starts.flatMap((start) => (start.status === 'rejected' ? [start.reason as unknown] : []));
    expect(refusals.filter((refusal) => !(refusal instanceof LockedError))).toEqual([]);
    won[0]?.value.release();
    expect(existsSync(path)).toBe(false);
  });

  it('names the holder, who needs not answer', async () => {
    writeFileSync(path, JSON.stringify(other));
    await expect(takeLock(folder, claim('a'), machine().holder)).rejects.toThrow('pid 4000000, http://127.0.0.1:7007');
  });

  it.each([
    ['of a process that is gone', JSON.stringify(other)],
    ['of an earlier process with this very pid', JSON.stringify({ ...other, pid: process.pid })],
    ['cut short by a crash', '{"pid": 4'],
    ['that is empty', ''],
  ])('passes over a lock %s', async (_what, text) => {
    writeFileSync(path, text);
    const lock = await takeLock(folder, claim('a'), machine({ signal: () => 'gone' }).holder);
    expect(content()).toMatchObject({ epoch: 'a' });
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves a lock alone that is not its own any more', async () => {
    const lock = await takeLock(folder, claim('a'));
    writeFileSync(path, JSON.stringify(other));
    expect(() => lock.publish(address)).toThrow(LockedError);
    lock.release();
    expect(content()).toMatchObject({ epoch: 'other' });
  });
});

describe('isHeld', () => {
  const born = { ...other, born: 'then' };

  it.each([
    ['answers', other, machine({ answers: () => Promise.resolve(true), command: 'vim' })],
    ['is silent, but the very process that took it', born, machine({ command: 'renamed' })],
    ['is silent and a node process', other, machine()],
    ['is still starting', { state: 'starting' as const, pid: 4_000_000, ...claim('s'), born: 'then' }, machine()],
    ['belongs to somebody else and cannot be looked at', born, machine({ signal: () => 'hidden', listed: false })],
  ])('counts a holder that %s', async (_what, lock, { holder }) => {
    expect(await isHeld(lock, holder)).toBe(true);
  });

  it.each([
    ['ended', machine({ signal: () => 'gone' })],
    ['ended and is not collected yet', machine({ listed: false })],
    ['gave its pid to another process', machine({ started: 'later' })],
  ])('does not count a holder that %s', async (_what, { holder }) => {
    expect(await isHeld(born, holder)).toBe(false);
  });

  it('gives a process without a known start that is no engine by its name ten seconds to answer', async () => {
    const { holder, slept } = machine({ command: 'vim notes' });
    expect(await isHeld(other, holder)).toBe(false);
    expect(slept.reduce((sum, ms) => sum + ms, 0)).toBe(10_000);
  });
});

describe('removeLeftBehind', () => {
  it('puts back what turns out to be somebody else’s', () => {
    writeFileSync(path, JSON.stringify(other));
    removeLeftBehind(path, 'what was judged before', 'x');
    expect(content()).toMatchObject({ epoch: 'other' });
    expect(readdirSync(folder)).toEqual(['engine.lock']);
  });
});
