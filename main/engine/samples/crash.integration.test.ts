import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { openSampleStore } from './connect.ts';
import { workerUrl } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'watchfloor-crash-'));
const file = join(folder, 'samples.duckdb');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the writer until it acknowledged `bodies`, kills it without warning, and gives the numbers it acknowledged. */
function writeAndKill(first: number, bodies: number): Promise<number[]> {
  const script = fileURLToPath(new URL('./testing-writer.ts', import.meta.url));
  const child = spawn(process.execPath, [script, file, String(first)], { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      if (text.split('\n').length > bodies) child.kill('SIGKILL');
    });
    child.on('error', reject);
    child.on('close', (_, signal) => {
      if (signal === 'SIGKILL') resolve(text.split('\n').slice(0, -1).map(Number));
      else reject(new Error('The writer ended by itself.'));
    });
  });
}

describe('a process that is killed while it writes', () => {
  it('loses no acknowledged body, stores none in part, and goes on with the same file', {
    timeout: 120_000,
  }, async () => {
    const acknowledged = new Set<number>();
    let next = 0;
    for (const bodies of [5, 60, 200, 33]) {
      for (const number of await writeAndKill(next, bodies)) acknowledged.add(number);
      const store = await openSampleStore({ file, worker: workerUrl, threads: 1 });
      const text =
        'SELECT body, count(*) AS n, count(DISTINCT host) AS hosts FROM crash WHERE body IS NOT NULL GROUP BY body ORDER BY body';
      const answer = await store.query({
        target: { kind: 'raw', language: 'sql', text, shape: 'table' },
        from: 0,
        to: 1,
        interval: 1,
      });
      await store.close();
      const [numbers = [], counts = [], hosts = []] =
        answer.frames[0]?.columns.map((column) => column.values.map(Number)) ?? [];
      expect([...acknowledged].filter((number) => !numbers.includes(number))).toEqual([]);
      expect(new Set(counts)).toEqual(new Set([20]));
      expect(new Set(hosts)).toEqual(new Set([20]));
      next = Math.max(...numbers) + 1;
    }
    expect(acknowledged.size).toBeGreaterThan(250);
  });
});
