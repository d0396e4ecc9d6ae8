import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { darwinProcesses, parsePs } from './darwin.ts';
import { linuxProcesses, parseStat } from './linux.ts';
import { descendantsOf, isAlive, killTree, type ProcessEntry, type ProcessTable } from './process-table.ts';
import type { RunCommand } from './run-command.ts';
import { parseCim, windowsProcesses, withoutFalseParents } from './windows.ts';

const entry = (pid: number, parent: number, started = String(pid)): ProcessEntry => ({
  pid,
  parent,
  started,
  command: `p${pid}`,
});

function fakeTable(entries: ProcessEntry[]): ProcessTable & { killed: [number, readonly number[]][] } {
  const killed: [number, readonly number[]][] = [];
  return {
    killed,
    find: (pid) => Promise.resolve(entries.find((one) => one.pid === pid)),
    list: () => Promise.resolve(entries),
    kill: (pid, descendants) => {
      killed.push([pid, descendants]);
      return Promise.resolve();
    },
    lookEveryMs: 1,
  };
}

describe('identity of a process', () => {
  test('a pid that was given to another process is not the old one', async () => {
    const table = fakeTable([entry(10, 1, 'tuesday')]);
    expect(await isAlive(table, { pid: 10, started: 'tuesday' })).toBe(true);
    expect(await isAlive(table, { pid: 10, started: 'monday' })).toBe(false);
    expect(await isAlive(table, { pid: 11, started: 'tuesday' })).toBe(false);
  });

  test('only the very process is ended, with all it started, nearest first', async () => {
    const table = fakeTable([entry(1, 0), entry(10, 1), entry(12, 11), entry(11, 10), entry(20, 1)]);
    expect(await killTree(table, { pid: 10, started: 'other' })).toBe(false);
    expect(table.killed).toEqual([]);
    expect(await killTree(table, { pid: 10, started: '10' })).toBe(true);
    expect(table.killed).toEqual([[10, [11, 12]]]);
  });

  test('a circle of parents does not hang the search', () => {
    expect(descendantsOf(1, [entry(2, 1), entry(1, 2), entry(3, 3)])).toEqual([2]);
  });
});

describe('linux', () => {
  test('reads a stat line whose name holds brackets and blanks', () => {
    const rest = Array.from({ length: 48 }, (_, index) => String(index + 4)).join(' ');
    expect(parseStat(`4711 (java) (x) S ${rest}`)).toEqual({ pid: 4711, parent: 4, state: 'S', ticks: '22' });
    expect(parseStat('nonsense')).toBeUndefined();
  });

  test('a process is gone when the system says so; an error that says nothing about it is passed on', async () => {
    const proc = await mkdtemp(join(tmpdir(), 'watchfloor-proc-'));
    onTestFinished(() => rm(proc, { recursive: true }));
    const rest = Array.from({ length: 48 }, (_, index) => String(index + 4)).join(' ');
    await mkdir(join(proc, '10'));
    await writeFile(join(proc, '10', 'stat'), `10 (java) S ${rest}`);
    await writeFile(join(proc, '10', 'cmdline'), 'java\0-jar');
    const table = linuxProcesses(proc);
    expect(await table.find(10)).toMatchObject({ pid: 10, parent: 4, command: 'java -jar' });
    expect(await table.find(11)).toBeUndefined();
    await mkdir(join(proc, '12', 'stat'), { recursive: true });
    await expect(table.find(12)).rejects.toMatchObject({ code: 'EISDIR' });
    await expect(table.list()).rejects.toMatchObject({ code: 'EISDIR' });
  });
});

describe('macOS', () => {
  const text = [
    '  501     1 Ss   Sat Nov  1 09:05:07 2026     /usr/bin/java -Dwatchfloor.run=r1 -jar x.jar',
    '  502   501 Z+   Sat Nov 21 15:05:07 2026     (sh)',
    ' 1503   501 S    Sat Nov 21 15:05:08 2026     sh -c sleep 1',
  ].join('\n');

  test('reads ps, leaves zombies out', () => {
    expect(parsePs(text)).toEqual([
      {
        pid: 501,
        parent: 1,
        started: 'Sat Nov 1 09:05:07 2026',
        command: '/usr/bin/java -Dwatchfloor.run=r1 -jar x.jar',
      },
      { pid: 1503, parent: 501, started: 'Sat Nov 21 15:05:08 2026', command: 'sh -c sleep 1' },
    ]);
  });

  test('asks for one pid, in a fixed language and zone, so that the start time reads the same every time', async () => {
    const run = vi.fn<RunCommand>(() => Promise.resolve(text));
    expect((await darwinProcesses(run).find(501))?.pid).toBe(501);
    expect(run).toHaveBeenCalledWith('/bin/ps', expect.arrayContaining(['-p', '501']), { LC_ALL: 'C', TZ: 'UTC' });
  });
});

describe('windows', () => {
  const one = '{"ProcessId":7,"ParentProcessId":3,"CommandLine":"java.exe -jar x","Started":"133000000000000001"}';

  test('reads one process, several, and none', () => {
    const parsed = { pid: 7, parent: 3, started: '133000000000000001', command: 'java.exe -jar x' };
    expect(parseCim(one)).toEqual([parsed]);
    expect(parseCim(`[${one},{"ProcessId":0,"ParentProcessId":0,"CommandLine":null,"Started":null}]`)).toEqual([
      parsed,
      { pid: 0, parent: 0, started: '', command: '' },
    ]);
    expect(parseCim('\r\n')).toEqual([]);
  });

  test('a child older than its parent is not its child', () => {
    const [child] = withoutFalseParents([entry(5, 4, '100'), entry(4, 1, '200')]);
    expect(child?.parent).toBe(0);
    const [real] = withoutFalseParents([entry(5, 4, '300'), entry(4, 1, '200')]);
    expect(real?.parent).toBe(4);
  });

  test('ends the tree by taskkill, and what left the tree one by one', async () => {
    const calls: string[][] = [];
    const table = windowsProcesses((program, args) => {
      calls.push([program, ...args]);
      return Promise.reject(new Error('process not found'));
    }, 'C:\\Windows');
    await table.kill(7, [8]);
    expect(calls.map((call) => call.slice(1))).toEqual([
      ['/F', '/T', '/PID', '7'],
      ['/F', '/PID', '8'],
    ]);
  });
});
